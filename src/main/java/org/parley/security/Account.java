package org.parley.security;

/**
 * The user that a command works for.
 *
 * @param id the user's id
 * @param username the name as it was registered
 * @param active whether the user may sign in
 */
public record Account(String id, String username, boolean active) {}
