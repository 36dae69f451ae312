package org.parley.platform;

import java.util.Enumeration;
import java.util.regex.Pattern;

/**
 * Validates {@code Content-Type} and {@code Accept} headers (RFC 9110, sections 8.3 and 12.5.1). The servers answer
 * malformed ones with an HTML page or a 500 before the request reaches the REST API.
 */
final class MediaTypes {
    private static final String TOKEN = "[!#$%&'+.^_`|~0-9A-Za-z-]++";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Pattern RANGE = Pattern.compile("\\*|(\\*|" + TOKEN + ")/(\\*|" + TOKEN + ")");
    private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?|\\.[0-9]{1,3}");
    private static final Pattern PARAMETER = Pattern.compile(TOKEN + "=(" + TOKEN + "|\"[^\"\\\\]*+\")");

    private MediaTypes() {}

    /** Whether there is at most one {@code Content-Type} and it is a well-formed media type. */
    static boolean isReadable(Enumeration<String> types) {
        return !types.hasMoreElements() || isOne(TYPE, types.nextElement()) && !types.hasMoreElements();
    }

    /** Whether each value of {@code Accept} is a list of media ranges. */
    static boolean areReadable(Enumeration<String> lists) {
        while (lists.hasMoreElements()) {
            String list = lists.nextElement();
            for (String range : list.split(",", -1)) {
                if (!isOne(RANGE, range) && !list.isBlank()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Splits at every semicolon, even in quotes, where none is expected; one pattern for the whole could be slow or
     * overflow the stack.
     */
    private static boolean isOne(Pattern name, String text) {
        String[] parts = text.split(";", -1);
        if (!name.matcher(parts[0].strip()).matches()) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            boolean quality = parameter.startsWith("q=") || parameter.startsWith("Q=");
            boolean readable = quality
                    ? QUALITY.matcher(parameter.substring(2)).matches()
                    : parameter.isEmpty() || PARAMETER.matcher(parameter).matches();
            if (!readable) {
                return false;
            }
        }
        return true;
    }
}
