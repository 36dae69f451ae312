package org.parley.model;

import java.util.Locale;
import java.util.Optional;

/**
 * One entry of {@code PARLEY_ASSISTANT}.
 *
 * @param key the API key of this server, sent to no other; empty for none
 */
record ModelServer(Address address, Optional<String> key) {
    /** The scheme, host and port; entries that share them are the same server. */
    static String origin(Address address) {
        int port = address.url().getPort();
        String scheme = address.url().getScheme().toLowerCase(Locale.ROOT);
        int actual = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + address.url().getHost().toLowerCase(Locale.ROOT) + ":" + actual;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return address.toString();
    }
}
