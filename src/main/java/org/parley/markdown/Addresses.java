package org.parley.markdown;

import java.util.regex.Pattern;

/** Which addresses a link may lead to. */
final class Addresses {
    /** A scheme that cannot run anything, and no character that a browser would take out or stop at. */
    private static final Pattern ALLOWED =
            Pattern.compile("(?:https?://[^/?#\\s]|mailto:)[^\\p{Cntrl}\\p{Z}\\\\\"<>`]*", Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    static boolean allows(String address) {
        return ALLOWED.matcher(address).matches();
    }
}
