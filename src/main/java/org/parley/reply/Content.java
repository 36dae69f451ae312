package org.parley.reply;

import java.util.List;
import java.util.Locale;

/**
 * The text and the thought in a field that holds a string, an object with a type and a text, or a list of these.
 *
 * @param text the answer's part
 * @param thought the thought's part
 */
record Content(String text, String thought) {
    private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning", "thinking", "thought");
    private static final List<String> TEXTS = List.of("text", "output_text", "content", "refusal", "value");

    /** Reads the fields of a message, or of a piece of one. A refusal is an answer. */
    static Content ofMessage(Json message) {
        if (!message.isObject()) {
            return of(message);
        }
        Content content = of(message.at("content"));
        String text = content.text() + of(message.at("refusal")).text();
        String thought = thoughtOf(message);
        return new Content(text, thought + content.thought());
    }

    /** Servers that fill several of the fields repeat the same thought in each. */
    private static String thoughtOf(Json message) {
        for (String name : THOUGHTS) {
            String thought = plain(message.at(name));
            if (!thought.isEmpty()) {
                return thought;
            }
        }
        return plain(message.at("reasoning_details"));
    }

    private static Content of(Json field) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        for (Json part : field.items()) {
            String type = part.at("type").text().toLowerCase(Locale.ROOT);
            boolean thinks = type.contains("think") || type.contains("reason") || type.contains("thought");
            (thinks ? thought : text).append(plain(part));
        }
        return new Content(text.toString(), thought.toString());
    }

    /** The words of a field, whatever it is made of. */
    private static String plain(Json field) {
        StringBuilder words = new StringBuilder();
        for (Json part : field.items()) {
            words.append(part.isObject() ? ofObject(part) : part.text());
        }
        return words.toString();
    }

    private static String ofObject(Json part) {
        for (List<String> names : List.of(TEXTS, THOUGHTS, List.of("summary"))) {
            for (String name : names) {
                String words = plain(part.at(name));
                if (!words.isEmpty()) {
                    return words;
                }
            }
        }
        return "";
    }
}
