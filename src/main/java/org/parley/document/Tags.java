package org.parley.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;
import org.parley.store.ListKeys;

/**
 * The tags of a conversation: at most {@value #MAX} of 1 to {@value #MAX_CHARACTERS} characters (Unicode code points).
 * They keep their case, and do not differ by it: of two spellings the first stays.
 */
public final class Tags {
    /** The most tags that a conversation can have. */
    public static final int MAX = 32;

    /** The most characters that a tag can have. */
    public static final int MAX_CHARACTERS = 64;

    private Tags() {}

    /** Reads a list of tags from a body. */
    static List<String> of(JsonValue value) {
        if (!(value instanceof JsonArray given)) {
            throw ProblemException.badField("tags", "must be a list of strings");
        }
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "tags[" + i + "]";
            tags.add(checked(field, JsonInput.text(field, given.get(i))));
        }
        return limited(distinct(tags));
    }

    /**
     * A tag without blanks at its ends.
     *
     * @param field the field or parameter it comes from
     * @throws ProblemException 400 if it is blank, too long or holds control characters
     */
    public static String checked(String field, String text) {
        String tag = text.strip();
        int characters = tag.codePointCount(0, tag.length());
        if (characters == 0 || characters > MAX_CHARACTERS) {
            throw ProblemException.badField(field, "must have 1 to " + MAX_CHARACTERS + " characters, not only blanks");
        }
        if (tag.codePoints().anyMatch(Tags::isControl)) {
            throw ProblemException.badField(field, "must not hold control characters or line breaks");
        }
        return tag;
    }

    /**
     * A tag that conversations may have; other programs have their own rules for tags, so nearly any text may be one.
     *
     * @param field the parameter it comes from
     * @throws ProblemException 400 if it is blank
     */
    public static String named(String field, String text) {
        if (text.isBlank()) {
            throw ProblemException.badField(field, "must be a tag, not only blanks");
        }
        return text.strip();
    }

    /** Tags that differ in more than case, each as it is spelled first; blank ones are left out. */
    static List<String> distinct(List<String> tags) {
        Map<String, String> spelled = new LinkedHashMap<>();
        for (String tag : tags) {
            if (!tag.isBlank()) {
                spelled.putIfAbsent(ListKeys.folded(tag), tag);
            }
        }
        return List.copyOf(spelled.values());
    }

    /** The same tags, unless they are too many. */
    static List<String> limited(List<String> tags) {
        if (tags.size() > MAX) {
            throw ProblemException.badField("tags", "are more than " + MAX + ", the most a conversation can have");
        }
        return tags;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
