package org.parley.web;

/** What can go wrong with a page, and what is said about it. */
enum ErrorPage {
    /** The person may not see this page, or the request came from another site's page. */
    FORBIDDEN(403, "403", "error.403.title", "error.403.text", false),
    /** There is no such page. */
    MISSING(404, "404", "error.404.title", "error.404.text", false),
    /** The form did not arrive within the server's read timeout. */
    LATE(408, "408", "error.408.title", "error.408.text", false),
    /** The form was written for a session that ended, or its view state is damaged: it is not the server that failed. */
    EXPIRED(409, "error.expired.code", "error.expired.title", "error.expired.text", true),
    /** The form is larger than a request may be. */
    TOO_LARGE(413, "413", "error.413.title", "error.413.text", false),
    /** The unforeseen. */
    FAILED(500, "500", "error.500.title", "error.500.text", true),
    /** The database is away. */
    AWAY(503, "503", "error.503.title", "error.503.text", true);

    private final int status;
    private final String code;
    private final String title;
    private final String text;
    private final boolean again;

    ErrorPage(int status, String code, String title, String text, boolean again) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.text = text;
        this.again = again;
    }

    /** The page for a status; whatever has none of its own is the unforeseen. */
    static ErrorPage of(int status) {
        return switch (status) {
            case 403 -> FORBIDDEN;
            case 404 -> MISSING;
            case 413 -> TOO_LARGE;
            case 503 -> AWAY;
            default -> FAILED;
        };
    }

    int status() {
        return status;
    }

    /** What stands above the title: the status, or the key of a word for it. */
    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String text() {
        return text;
    }

    /** Whether asking for the same address once more may help. */
    boolean again() {
        return again;
    }
}
