package org.parley.reply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a server says about an error: found in the many shapes of error bodies, without secrets, on one short line. */
final class ServerMessage {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_DEPTH = 4;
    private static final List<String> FIELDS =
            List.of("error", "message", "msg", "detail", "details", "error_description", "errors", "reason", "title");

    /** Keys of the usual forms, what follows "Bearer", and any long run of letters and digits that looks like one. */
    private static final Pattern SECRET = Pattern.compile("(?i)bearer\\s+\\S+"
            + "|\\b(?:sk|pk|rk|gsk|xai|hf|nvapi|key|token)[-_][\\w*-]{6,}"
            + "|\\bAIza[\\w-]{10,}"
            + "|\\b(?=[\\w*-]*[0-9*])[\\w*-]{24,}"
            + "|(?<=://)[^/@\\s]+@");

    /** Control characters, invisible ones that reorder text, halves of characters, and white space. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\s\\p{Z}]+");

    private ServerMessage() {}

    /** The message in the body of a refused request, which may be JSON or plain text; a web page says nothing. */
    static Optional<String> ofBody(String body) {
        String text = body.strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1).strip();
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return of(Json.parse(text));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return text.startsWith("<") ? Optional.empty() : cleaned(text);
    }

    /** The message in an error event, or in the error itself. */
    static Optional<String> of(Json error) {
        return cleaned(find(error, MAX_DEPTH));
    }

    private static String find(Json place, int depth) {
        if (depth == 0) {
            return "";
        }
        if (!place.isObject()) {
            return place.items().stream()
                    .map(item -> item.isObject() ? find(item, depth - 1) : item.text())
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
        }
        return FIELDS.stream()
                .map(name -> find(place.at(name), depth - 1))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> cleaned(String text) {
        String line = UNSEEN.matcher(text).replaceAll(" ");
        line = SECRET.matcher(line).replaceAll("…").strip();
        if (line.codePointCount(0, line.length()) > MAX_LENGTH) {
            String cut = line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH));
            int space = cut.lastIndexOf(' ');
            line = (space > MAX_LENGTH / 2 ? cut.substring(0, space) : cut).strip() + "…";
        }
        line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return line.isBlank() ? Optional.empty() : Optional.of(line);
    }
}
