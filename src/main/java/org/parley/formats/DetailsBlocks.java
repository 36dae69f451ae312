package org.parley.formats;

import jakarta.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code <details>} that Open WebUI writes into an answer: a thought ({@code type="reasoning"}), quoted line by line, and a
 * call ({@code type="tool_calls"}) with everything in its attributes. Others, which a model may have written, stay in the text.
 */
final class DetailsBlocks {
    private static final String OPEN = "<details ";
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<![a-z_])([a-z_]++)=\"([^\"]*+)\"");
    private static final String CLOSE = "</details>";
    private static final Pattern SUMMARY = Pattern.compile("^\\s*<summary>[^<]*</summary>");

    private DetailsBlocks() {}

    /** Puts the parts of a content where they belong. Looks at each character once or twice, whatever a file holds. */
    static void read(String content, MessageDraft message) {
        StringBuilder said = new StringBuilder();
        int from = 0;
        int next = 0;
        for (int open = content.indexOf(OPEN); open >= 0; open = content.indexOf(OPEN, next)) {
            int tag = tagEnd(content, open + OPEN.length());
            next = tag;
            if (tag == content.length() || content.charAt(tag) != '>') {
                continue;
            }
            Map<String, String> attributes = attributes(content.substring(open, tag));
            String type = attributes.getOrDefault("type", "");
            if (!type.equals("reasoning") && !type.equals("tool_calls")) {
                continue;
            }
            int end = content.indexOf(CLOSE, tag);
            if (end < 0) {
                break;
            }
            said.append(content, from, open);
            if (type.equals("reasoning")) {
                message.think(thought(content.substring(tag + 1, end)))
                        .thoughtFor(Fields.numberIn(attributes.get("duration")));
            } else {
                call(attributes, message);
            }
            from = end + CLOSE.length();
            next = from;
        }
        message.say(said.append(content, from, content.length()).toString().strip());
    }

    /** Where a tag ends: at the first {@code >} or line break outside quotes, else with the content. */
    private static int tagEnd(String content, int from) {
        boolean quoted = false;
        for (int at = from; at < content.length(); at++) {
            char c = content.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '>' || c == '\n')) {
                return at;
            }
        }
        return content.length();
    }

    private static void call(Map<String, String> attributes, MessageDraft message) {
        Optional<String> id = Optional.ofNullable(attributes.get("id"));
        String name = attributes.getOrDefault("name", "tool");
        message.toolCall(id, name, Json.createValue(attributes.getOrDefault("arguments", "")));
        Optional.ofNullable(attributes.get("result"))
                .filter(result -> !result.isEmpty())
                .ifPresent(result -> message.toolResult(id, name, result));
    }

    private static String thought(String inside) {
        return SUMMARY.matcher(inside)
                .replaceFirst("")
                .strip()
                .lines()
                .map(line -> line.startsWith("> ") ? line.substring(2) : line.equals(">") ? "" : line)
                .map(DetailsBlocks::unescaped)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher each = ATTRIBUTE.matcher(text);
        while (each.find()) {
            attributes.put(each.group(1), unescaped(each.group(2)));
        }
        return attributes;
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#x27;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
