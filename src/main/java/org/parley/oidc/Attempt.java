package org.parley.oidc;

import java.time.Instant;

/**
 * A login that was begun and waits for the browser to come back from the provider.
 *
 * @param nonce what the ID token has to hold
 * @param verifier what the code is exchanged with
 * @param redirectUri where the browser was told to come back to
 * @param to where the user wants to go, below the context path
 * @param expiresAt until when the browser may come back
 */
record Attempt(String nonce, String verifier, String redirectUri, String to, Instant expiresAt) {}
