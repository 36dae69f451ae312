/**
 * Authentication: users, passwords, login and logout, and the mechanism that identifies the caller of every request.
 * API tokens and codes of a second factor are checked through {@code BearerTokens} and {@code SecondFactor}, which packages
 * above implement. It uses {@code session}, {@code migration}, {@code store} and {@code platform}.
 */
package org.parley.security;
