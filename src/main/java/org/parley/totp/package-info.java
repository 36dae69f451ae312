/**
 * The second factor of logins: codes of an authenticator app (TOTP, RFC 6238) and recovery codes. It answers {@code
 * security}, which asks for a code after a right password, and uses {@code jnosql}, {@code store} and {@code platform}.
 */
package org.parley.totp;
