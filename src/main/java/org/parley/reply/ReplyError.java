package org.parley.reply;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An error that a server reports.
 *
 * @param status the HTTP status it amounts to, if the server tells
 * @param reason what the server says, cleaned and short
 * @param filtered whether a content filter refused
 */
public record ReplyError(OptionalInt status, Optional<String> reason, boolean filtered) {
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    /** The error in the body of a refused request. */
    public static ReplyError ofBody(int status, String body) {
        return of(OptionalInt.of(status), body);
    }

    /** The error in a text that came in place of events. */
    static ReplyError ofText(String text) {
        return of(OptionalInt.empty(), text);
    }

    private static ReplyError of(OptionalInt status, String body) {
        return new ReplyError(status, ServerMessage.ofBody(body), isFilter(body));
    }

    /** The error in an event, or in a part of one. */
    static ReplyError of(Json event) {
        Json error = event.at("error").isEmpty() ? event : event.at("error");
        OptionalInt status = OptionalInt.empty();
        for (Json code : new Json[] {error.at("code"), error.at("status"), error.at("status_code"), event.at("code")}) {
            int number = code.count().orElse(0);
            if (status.isEmpty() && number >= FIRST_ERROR && number <= LAST_ERROR) {
                status = OptionalInt.of(number);
            }
        }
        return new ReplyError(
                status,
                ServerMessage.of(event),
                isFilter(error.at("code").text() + error.at("type").text()));
    }

    private static boolean isFilter(String text) {
        return text.contains("content_filter") || text.contains("content_policy");
    }
}
