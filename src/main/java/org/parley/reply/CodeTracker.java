package org.parley.reply;

/** Knows, character by character, whether a place in Markdown is code: in a fence, in a span, or indented. */
final class CodeTracker {
    private static final int FENCE = 3;
    private static final int INDENT = 4;

    private final StringBuilder line = new StringBuilder();
    private char fence;
    private int fenceLength;
    private int ticks;
    private int run;

    void next(char c) {
        if (c == '`') {
            run++;
        } else {
            endRun();
        }
        if (c == '\n') {
            endLine();
        } else {
            line.append(c);
        }
    }

    /** Whether the next character stands in a fence or on an indented line. */
    boolean inBlock() {
        return fence != 0 || indent() >= INDENT;
    }

    private int indent() {
        int blanks = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                return INDENT;
            }
            if (line.charAt(i) != ' ') {
                break;
            }
            blanks++;
        }
        return blanks;
    }

    /** Whether the next character follows backticks that would begin a span if others followed on this line. */
    boolean inSpan() {
        return afterRun() > 0;
    }

    private void endRun() {
        ticks = afterRun();
        run = 0;
    }

    /** The backticks of the open span once the run before this place is counted; 0 outside of a span. */
    private int afterRun() {
        if (run == 0) {
            return ticks;
        }
        return ticks == 0 ? run : ticks == run ? 0 : ticks;
    }

    private void endLine() {
        String text = line.toString().strip();
        line.setLength(0);
        ticks = 0;
        char mark = text.isEmpty() ? 0 : text.charAt(0);
        int length = 0;
        while (length < text.length() && text.charAt(length) == mark) {
            length++;
        }
        if (length < FENCE || mark != '`' && mark != '~') {
            return;
        }
        if (fence == 0) {
            boolean info = mark == '~' || text.indexOf('`', length) < 0;
            fence = info ? mark : 0;
            fenceLength = length;
        } else if (fence == mark && length >= fenceLength && length == text.length()) {
            fence = 0;
        }
    }
}
