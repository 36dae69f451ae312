package org.parley.store;

/** CDI event: the database answered, its documents have the present shape and its indexes are there. Fired once. */
public record StoreReady(Database database) {}
