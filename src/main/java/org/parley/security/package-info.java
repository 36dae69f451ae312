/**
 * Says who is asking: users, passwords, login and logout, and the mechanism that recognises a session on every request.
 * It uses {@code session}, {@code migration}, {@code store} and {@code platform}.
 */
package org.parley.security;
