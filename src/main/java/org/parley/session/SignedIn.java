package org.parley.session;

/**
 * A session of a user.
 *
 * @param userId the user's id
 * @param handle the name of the session for its user: 32 hexadecimal digits, which stay when the cookie changes and from
 *     which the cookie cannot be found
 * @param generation the generation of the user's sessions that it belongs to; 0 unless the login set another one
 */
public record SignedIn(String userId, String handle, long generation) {}
