package org.parley.markdown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengthens the fences of {@code markdown} and {@code md} blocks that hold fences of the same length, so that such a
 * block ends where its fences balance, and not at the first fence inside it. Models write Markdown files this way.
 *
 * <p>Inside, a fence with a language opens a block, and the next one without closes it. A fence without a language also
 * opens one if it stands after a blank line and before text, and if the fences balance that way. Where they do not balance,
 * the text stays as it is. Takes linear time: after {@value #MOST_STEPS} lines of looking ahead, the rest stays too.
 */
final class MarkdownFences {
    private static final int MOST_STEPS = 200_000;
    private static final Pattern FENCE =
            Pattern.compile("([ \\t>]*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+)*)(`{3,}|~{3,})([^`\\r]*)\\r?");
    private static final Pattern MARKDOWN = Pattern.compile("(?i)(?:markdown|md)(?:\\s.*)?");
    private static final int UNBALANCED = -1;

    private final String[] lines;
    private final Fence[] fences;
    private final boolean growing;
    private int steps;
    private boolean changed;

    private MarkdownFences(String[] lines, boolean growing) {
        this.lines = lines;
        this.fences = new Fence[lines.length];
        this.growing = growing;
    }

    /**
     * @param growing whether more text may follow; then a block with fences that do not balance yet runs to the end, so that
     *     it need not be shown in pieces first
     */
    static String balance(String markdown, boolean growing) {
        if (!markdown.contains("```") && !markdown.contains("~~~")) {
            return markdown;
        }
        MarkdownFences text = new MarkdownFences(markdown.split("\n", -1), growing);
        text.balance();
        return text.changed ? String.join("\n", text.lines) : markdown;
    }

    private void balance() {
        for (int i = 0; i < lines.length; i++) {
            fences[i] = Fence.of(lines[i]);
        }
        for (int at = 0; at < lines.length; at++) {
            if (fences[at] != null) {
                at = fences[at].isMarkdown() ? endOfMarkdown(at) : endOfCode(at);
            }
        }
    }

    /** The line of the fence that closes this one by the rules of CommonMark, or the last line. */
    private int endOfCode(int start) {
        for (int at = start + 1; at < lines.length; at++) {
            if (fences[at] != null && fences[at].closes(fences[start])) {
                return at;
            }
        }
        return lines.length - 1;
    }

    private int endOfMarkdown(int start) {
        int end = endOfBalanced(start, true);
        if (end == UNBALANCED) {
            end = endOfBalanced(start, false);
        }
        boolean isOpen = end == UNBALANCED && growing && steps < MOST_STEPS;
        if (isOpen) {
            end = lines.length;
        }
        if (end == UNBALANCED) {
            return endOfCode(start);
        }
        lengthen(start, end);
        return end;
    }

    /**
     * The line of the fence with which all fences since this one are closed.
     *
     * @param bare whether fences without a language may open a block
     */
    private int endOfBalanced(int start, boolean bare) {
        Deque<Fence> open = new ArrayDeque<>();
        open.push(fences[start]);
        for (int at = start + 1; at < lines.length && steps < MOST_STEPS; at++) {
            steps++;
            Fence fence = fences[at];
            if (fence == null) {
                continue;
            }
            boolean inMarkdown = open.peek().isMarkdown();
            if (inMarkdown && (!fence.info().isEmpty() || bare && looksOpening(at))) {
                open.push(fence);
            } else if (fence.closes(open.peek())) {
                open.pop();
                if (open.isEmpty()) {
                    return at;
                }
            }
        }
        return UNBALANCED;
    }

    private boolean looksOpening(int at) {
        return at + 1 < lines.length && fences[at + 1] == null && lines[at - 1].isBlank() && !lines[at + 1].isBlank();
    }

    /** Makes the fences longer than all between them, if one of those could close the block. */
    private void lengthen(int start, int end) {
        Fence outer = fences[start];
        int longest = 0;
        for (int at = start + 1; at < end; at++) {
            if (fences[at] != null && fences[at].closes(outer)) {
                longest = Math.max(longest, fences[at].length());
            }
        }
        if (longest > 0) {
            lines[start] = outer.lengthened(lines[start], longest + 1);
            if (end < lines.length) {
                lines[end] = fences[end].lengthened(lines[end], longest + 1);
            }
            changed = true;
        }
    }

    /**
     * A line that opens or closes a block of code.
     *
     * @param indent the length of what stands before it
     * @param info the language and what follows it
     */
    private record Fence(int indent, char character, int length, String info) {
        static Fence of(String line) {
            if (line.indexOf("```") < 0 && line.indexOf("~~~") < 0) {
                return null;
            }
            Matcher fence = FENCE.matcher(line);
            return fence.matches()
                    ? new Fence(
                            fence.end(1),
                            fence.group(2).charAt(0),
                            fence.group(2).length(),
                            fence.group(3).strip())
                    : null;
        }

        boolean isMarkdown() {
            return MARKDOWN.matcher(info).matches();
        }

        boolean closes(Fence opening) {
            return info.isEmpty() && character == opening.character && length >= opening.length;
        }

        String lengthened(String line, int to) {
            return line.substring(0, indent) + String.valueOf(character).repeat(to) + line.substring(indent + length);
        }
    }
}
