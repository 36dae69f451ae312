package org.parley.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token allows. */
enum Scope {
    /** Requests that change nothing: GET and HEAD. */
    READ,
    /** All requests; includes {@link #READ}. */
    WRITE;

    /** The name on the wire and in the database. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> named(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wire().equals(name))
                .findFirst();
    }
}
