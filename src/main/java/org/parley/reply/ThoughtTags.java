package org.parley.reply;

import java.util.Optional;

/**
 * Parts a model's thought from its answer where both come in one text. A thought stands between tags at the beginning of
 * the text; or it begins without a tag, because the model's template has put that into the prompt, and ends with a closing
 * tag, which shows only then that all the text before was the thought. Tags in code are part of the answer, and so are
 * all tags after its first word unless the first of them is such a closing one.
 */
final class ThoughtTags {
    private static final int INDENT = 4;

    private enum State {
        /** Nothing but blanks, and perhaps the beginning of a tag, since the beginning or the last thought. */
        BEGINNING,
        THOUGHT,
        ANSWER,
        /** In the answer, a closing tag after backticks waits for the rest of its line. */
        DOUBT
    }

    private final ReplyListener out;
    private final StringBuilder held = new StringBuilder();
    private final CodeTracker code = new CodeTracker();
    private State state = State.BEGINNING;
    private ThoughtTag tag;
    private char lastOfThought;
    /** Whether a thought has been told from the answer, by a tag or by the server. */
    private boolean parted;
    /** Whether a closing tag in the answer is only a part of it. */
    private boolean plain;

    private boolean thoughtSaid;
    private boolean thoughtPaused;

    ThoughtTags(ReplyListener out) {
        this.out = out;
    }

    /** Takes a piece of a thought that the server has told from the answer. */
    void thought(String piece) {
        parted = true;
        plain = true;
        say(piece);
    }

    /** Takes a piece of the text. */
    void text(String piece) {
        held.append(piece);
        while (step()) {
            // the rest belongs to another state
        }
    }

    /** No more text comes; what is held goes where it belongs. */
    void end() {
        if (state == State.DOUBT) {
            closeAlone();
            text("");
        }
        if (state == State.THOUGHT) {
            say(held.toString());
        } else if (state == State.ANSWER || !held.toString().isBlank()) {
            answer(held.toString());
        }
        held.setLength(0);
    }

    private boolean step() {
        return switch (state) {
            case BEGINNING -> begin();
            case THOUGHT -> think();
            case ANSWER -> pass();
            case DOUBT -> resolve();
        };
    }

    private boolean begin() {
        int start = 0;
        while (start < held.length() && isBlank(held.charAt(start))) {
            start++;
        }
        String rest = held.substring(start);
        Optional<ThoughtTag> opened = ThoughtTag.openedBy(rest);
        if (opened.isPresent()) {
            tag = opened.get();
            take(start + tag.open().length());
            state = State.THOUGHT;
            thoughtPaused = thoughtSaid;
            return true;
        }
        Optional<ThoughtTag> closed = ThoughtTag.closedBy(rest);
        if (closed.isPresent()) {
            take(start + closed.get().close().length());
            return true;
        }
        if (rest.isEmpty() || ThoughtTag.isBegunBy(rest)) {
            return false;
        }
        if (parted) {
            held.delete(0, insignificant(start));
        }
        state = State.ANSWER;
        return true;
    }

    /** Takes a tag, and the blanks before it, out of the text. */
    private void take(int length) {
        held.delete(0, length);
        parted = true;
        plain = true;
    }

    /** How many of the blanks at the beginning mean nothing: all, unless they indent code. */
    private int insignificant(int blanks) {
        int line = held.lastIndexOf("\n", blanks - 1) + 1;
        boolean indents =
                blanks - line >= INDENT || held.substring(line, blanks).contains("\t");
        return indents ? line : blanks;
    }

    private boolean think() {
        int closing = tag.close().length();
        for (int i = 0; i < held.length(); i++) {
            if (held.charAt(i) != tag.close().charAt(0)) {
                continue;
            }
            String rest = held.substring(i, Math.min(held.length(), i + closing + 1));
            boolean quoted = (i == 0 ? lastOfThought : held.charAt(i - 1)) == '`';
            if (tag.isClosedBy(rest) && !(quoted && rest.length() == closing)) {
                if (quoted && rest.endsWith("`")) {
                    continue;
                }
                thinkUpTo(i);
                held.delete(0, closing);
                state = State.BEGINNING;
                return true;
            }
            if (tag.isClosingIn(rest)) {
                thinkUpTo(i);
                return false;
            }
        }
        thinkUpTo(held.length());
        return false;
    }

    private void thinkUpTo(int end) {
        if (end > 0) {
            lastOfThought = held.charAt(end - 1);
            say(held.substring(0, end));
            held.delete(0, end);
        }
    }

    private boolean pass() {
        int passed = 0;
        while (!plain && passed < held.length()) {
            if (!ThoughtTag.canBeginWith(held.charAt(passed))) {
                code.next(held.charAt(passed));
                passed++;
                continue;
            }
            String rest = held.substring(passed, Math.min(held.length(), passed + ThoughtTag.LONGEST));
            if (ThoughtTag.openedBy(rest).isPresent()) {
                plain = true;
                break;
            }
            boolean closes = ThoughtTag.closedBy(rest).isPresent();
            if (closes && !code.inBlock()) {
                answer(held.substring(0, passed));
                held.delete(0, passed);
                state = State.DOUBT;
                return true;
            }
            if (!closes && ThoughtTag.isBegunBy(rest)) {
                break;
            }
            code.next(held.charAt(passed));
            passed++;
        }
        int end = plain ? held.length() : passed;
        answer(held.substring(0, end));
        held.delete(0, end);
        return false;
    }

    /** After backticks, the tag is code if they come again on its line. */
    private boolean resolve() {
        if (!code.inSpan()) {
            closeAlone();
            return true;
        }
        int line = held.indexOf("\n");
        String rest = line < 0 ? held.toString() : held.substring(0, line);
        if (rest.indexOf('`') >= 0) {
            plain = true;
            state = State.ANSWER;
            return true;
        }
        if (line < 0) {
            return false;
        }
        closeAlone();
        return true;
    }

    private void closeAlone() {
        take(ThoughtTag.closedBy(held.toString()).orElseThrow().close().length());
        thoughtSaid = true;
        state = State.BEGINNING;
        out.onTextWasThought();
    }

    /** Hands on a thought without the blanks it begins with; several are parted by a blank line. */
    private void say(String piece) {
        String words = thoughtSaid && !thoughtPaused ? piece : piece.stripLeading();
        if (!words.isEmpty()) {
            out.onThought(thoughtPaused ? "\n\n" + words : words);
            thoughtSaid = true;
            thoughtPaused = false;
        }
    }

    private void answer(String words) {
        if (!words.isEmpty()) {
            out.onText(words);
            thoughtPaused = thoughtSaid;
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00A0' || c == '\u200B' || c == '\uFEFF';
    }
}
