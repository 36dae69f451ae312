package org.parley.reply;

import java.util.List;
import java.util.Optional;

/**
 * A pair of tags that a thought stands between, in small letters or capitals.
 *
 * @param open begins a thought
 * @param close ends it
 */
record ThoughtTag(String open, String close) {
    private static final List<ThoughtTag> ALL = List.of(
            new ThoughtTag("<think>", "</think>"),
            new ThoughtTag("<thinking>", "</thinking>"),
            new ThoughtTag("<thought>", "</thought>"),
            new ThoughtTag("<seed:think>", "</seed:think>"),
            new ThoughtTag("[THINK]", "[/THINK]"),
            new ThoughtTag("◁think▷", "◁/think▷"));

    /** The characters that tags begin with. */
    private static final String STARTS = "<[◁";

    /** The length of the longest tag. */
    static final int LONGEST =
            ALL.stream().mapToInt(tag -> tag.close.length()).max().orElseThrow();

    /** Whether a tag can begin with a character. */
    static boolean canBeginWith(char c) {
        return STARTS.indexOf(c) >= 0;
    }

    /** The tag that a text begins by opening. */
    static Optional<ThoughtTag> openedBy(String text) {
        return ALL.stream().filter(tag -> startsWith(text, tag.open)).findFirst();
    }

    /** The tag that a text begins by closing. */
    static Optional<ThoughtTag> closedBy(String text) {
        return ALL.stream().filter(tag -> startsWith(text, tag.close)).findFirst();
    }

    /** Whether a text is the beginning of an opening or closing tag, and not all of it. */
    static boolean isBegunBy(String text) {
        return ALL.stream().anyMatch(tag -> isBegun(text, tag.open) || isBegun(text, tag.close));
    }

    /** Whether a text begins with the tag that closes this one. */
    boolean isClosedBy(String text) {
        return startsWith(text, close);
    }

    /** Whether a text is the beginning of the tag that closes this one, or all of it. */
    boolean isClosingIn(String text) {
        return isBegun(text, close) || text.equalsIgnoreCase(close);
    }

    private static boolean startsWith(String text, String tag) {
        return text.regionMatches(true, 0, tag, 0, tag.length());
    }

    private static boolean isBegun(String text, String tag) {
        return text.length() < tag.length() && tag.regionMatches(true, 0, text, 0, text.length());
    }
}
