package org.parley.markdown;

import java.util.regex.Pattern;

/** Decides which addresses a link may point to: {@code http}, {@code https} and {@code mailto}. */
final class LinkAddresses {
    /** A scheme that runs no code, without any character that a browser strips or that ends the address. */
    private static final Pattern ALLOWED =
            Pattern.compile("(?:https?://[^/?#\\s]|mailto:)[^\\p{Cntrl}\\p{Z}\\\\\"<>`]*", Pattern.CASE_INSENSITIVE);

    private LinkAddresses() {}

    static boolean allows(String address) {
        return ALLOWED.matcher(address).matches();
    }
}
