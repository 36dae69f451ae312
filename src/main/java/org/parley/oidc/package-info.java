/**
 * Single sign-on with an OpenID Connect provider (OpenID Connect Core 1.0, RP-Initiated Logout 1.0, Back-Channel Logout 1.0).
 * It uses {@code security}, whose {@code ProviderLogout} it implements, {@code session}, {@code store} and {@code platform};
 * nimbus-jose-jwt verifies the provider's tokens.
 */
package org.parley.oidc;
