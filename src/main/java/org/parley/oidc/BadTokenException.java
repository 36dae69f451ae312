package org.parley.oidc;

/** A token of the provider that must not be believed. The message says why, for the log, and repeats nothing of it. */
final class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTokenException(String why) {
        super(why);
    }
}
