package org.parley.listing;

import org.parley.platform.ProblemException;

/** Which conversations are listed or counted. */
public enum StatusFilter {
    ACTIVE,
    ARCHIVED,
    ALL;

    /**
     * Reads the parameter {@code status}; active if it is absent.
     *
     * @throws ProblemException 400 for another word
     */
    public static StatusFilter of(String text) {
        return switch (text == null ? "active" : text) {
            case "active" -> ACTIVE;
            case "archived" -> ARCHIVED;
            case "all" -> ALL;
            default -> throw ProblemException.badField("status", "must be active, archived or all");
        };
    }
}
