package org.parley.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads query parameters. An unknown value is a 400 that names the parameter; JAX-RS would answer 404. */
public final class Parameters {
    /** Digits as they are written in JSON; Java's own reading takes a plus and the digits of every script. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

    private Parameters() {}

    /** A whole number in a range, or {@code otherwise} when the parameter is absent. */
    public static int number(String name, String text, int otherwise, int min, int max) {
        return number(name, text, min, max).orElse(otherwise);
    }

    /** A whole number in a range; empty if the parameter is absent. */
    public static Optional<Integer> number(String name, String text, int min, int max) {
        if (text == null) {
            return Optional.empty();
        }
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return Optional.of((int) number);
            }
        }
        throw outside(name, min, max);
    }

    /** Whether a parameter is {@code true}; false if it is absent. */
    public static boolean flag(String name, String text) {
        return switch (text == null ? "false" : text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.badField(name, "must be true or false");
        };
    }

    /** Whether {@code view} asks for summaries. */
    public static boolean summary(String text) {
        return switch (text == null ? "full" : text) {
            case "full" -> false;
            case "summary" -> true;
            default -> throw ProblemException.badField("view", "must be full or summary");
        };
    }

    /** Whether {@code render} asks for HTML. */
    public static boolean html(String text) {
        if (text != null && !"html".equals(text)) {
            throw ProblemException.badField("render", "must be html");
        }
        return text != null;
    }

    /** Whether {@code Prefer} (RFC 7240) asks for {@code return=minimal}. */
    public static boolean prefersMinimal(String header) {
        if (header == null) {
            return false;
        }
        for (String preference : header.split("[,;]")) {
            if (preference.replace(" ", "").replace("\"", "").equalsIgnoreCase("return=minimal")) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException outside(String name, int min, int max) {
        String range = max == Integer.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
        return ProblemException.badField(name, "must be a whole number, " + range);
    }
}
