/**
 * One's own account: name and address, password, sessions, and its deletion. It uses {@code security}, {@code session},
 * {@code store} and {@code platform}; what a feature stores of a user it removes itself ({@code store.UserData}).
 */
package org.parley.account;
