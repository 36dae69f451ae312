package org.parley.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.parley.model.Turn.Speaker;

/**
 * Chooses what a model is shown: the instructions, and as many of the newest messages as its window takes beside an
 * answer. Messages are shown whole or not at all, except the newest when it alone is too long: of that the beginning and
 * the end are shown.
 *
 * <p>Tokens are estimated high, because a tokenizer belongs to its model: three ASCII characters a token, two bytes of
 * anything else, and a few for the frame of a message.
 */
final class ContextWindow {
    /** What a message costs besides its text. */
    private static final int FRAME = 6;

    private static final int LARGEST_ANSWER = 4096;
    private static final String GAP = "\n[…]\n";

    private ContextWindow() {}

    /**
     * What fits.
     *
     * @param instructions what the model is told about its task; blank for nothing
     * @param turns the conversation, oldest first
     * @param window tokens the model takes and gives at once
     * @return the instructions, if any, and the newest turns, oldest first
     */
    static List<Turn> fit(String instructions, List<Turn> turns, int window) {
        int left = window - Math.min(window / 4, LARGEST_ANSWER);
        List<Turn> shown = new ArrayList<>();
        if (!instructions.isBlank()) {
            String text = cut(instructions, left / 2 - FRAME);
            shown.add(new Turn(Speaker.SYSTEM, text));
            left -= tokens(text) + FRAME;
        }
        Deque<Turn> newest = new ArrayDeque<>();
        for (int i = turns.size() - 1; i >= 0; i--) {
            Turn turn = turns.get(i);
            int cost = tokens(turn.text()) + FRAME;
            if (cost > left) {
                if (newest.isEmpty()) {
                    newest.addFirst(new Turn(turn.speaker(), cut(turn.text(), left - FRAME)));
                }
                break;
            }
            newest.addFirst(turn);
            left -= cost;
        }
        shown.addAll(newest);
        return shown;
    }

    /** How many tokens a text is at most, by the estimate. */
    static int tokens(String text) {
        return (int) ((sixths(text, 0, text.length()) + 5) / 6);
    }

    /** Two thirds of what fits from the beginning, the rest from the end. */
    private static String cut(String text, int tokens) {
        if (tokens(text) <= tokens) {
            return text;
        }
        long budget = Math.max(0, tokens - tokens(GAP)) * 6L;
        int begin = 0;
        for (long used = 0; begin < text.length(); begin++) {
            used += sixths(text.charAt(begin));
            if (used > budget * 2 / 3) {
                break;
            }
        }
        int end = text.length();
        for (long used = 0; end > begin; end--) {
            used += sixths(text.charAt(end - 1));
            if (used > budget / 3) {
                break;
            }
        }
        if (begin > 0 && Character.isHighSurrogate(text.charAt(begin - 1))) {
            begin--;
        }
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end++;
        }
        return text.substring(0, begin) + GAP + text.substring(end);
    }

    private static long sixths(String text, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += sixths(text.charAt(i));
        }
        return sum;
    }

    /** Sixths of a token: a third for ASCII, half for each byte of the others' UTF-8. */
    private static int sixths(char c) {
        if (c < 0x80) {
            return 2;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 6 : 9;
    }
}
