package org.parley.store;

/** CDI event: the database answers, its documents are migrated and its indexes exist. Fired once. */
public record StoreReady(Database database) {}
