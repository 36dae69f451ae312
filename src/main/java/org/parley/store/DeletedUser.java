package org.parley.store;

/**
 * A user whose account is deleted.
 *
 * @param id the user's id
 * @param username the name as it was registered
 */
public record DeletedUser(String id, String username) {}
