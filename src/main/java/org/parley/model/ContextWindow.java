package org.parley.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.parley.model.Turn.Speaker;

/**
 * Selects the prompt for a model: the instructions, and as many of the newest messages as fit in its context window
 * beside an answer. Messages are included whole or left out, except that a newest message too long on its own is cut in
 * the middle.
 *
 * <p>Tokens are overestimated, because each model has its own tokenizer: one per three ASCII characters, one per two
 * UTF-8 bytes of other text, and {@value #MESSAGE_OVERHEAD} per message.
 */
final class ContextWindow {
    /** Tokens that each message costs beside its text. */
    private static final int MESSAGE_OVERHEAD = 6;

    private static final int MAX_ANSWER = 4096;
    private static final String GAP = "\n[…]\n";

    private ContextWindow() {}

    /**
     * Selects the messages that fit.
     *
     * @param instructions the system prompt; blank for none
     * @param turns the conversation, oldest first
     * @param window the model's context window in tokens, prompt and answer together; a quarter of it, at most
     *     {@value #MAX_ANSWER}, is kept free for the answer
     * @return the instructions, if any, and the newest turns, oldest first
     */
    static List<Turn> fit(String instructions, List<Turn> turns, int window) {
        int left = window - Math.min(window / 4, MAX_ANSWER);
        List<Turn> shown = new ArrayList<>();
        if (!instructions.isBlank()) {
            String text = cut(instructions, left / 2 - MESSAGE_OVERHEAD);
            shown.add(new Turn(Speaker.SYSTEM, text));
            left -= tokens(text) + MESSAGE_OVERHEAD;
        }
        Deque<Turn> newest = new ArrayDeque<>();
        for (int i = turns.size() - 1; i >= 0; i--) {
            Turn turn = turns.get(i);
            int cost = tokens(turn.text()) + MESSAGE_OVERHEAD;
            if (cost > left) {
                if (newest.isEmpty()) {
                    newest.addFirst(new Turn(turn.speaker(), cut(turn.text(), left - MESSAGE_OVERHEAD)));
                }
                break;
            }
            newest.addFirst(turn);
            left -= cost;
        }
        shown.addAll(newest);
        return shown;
    }

    /** The estimated number of tokens of a text, rounded up. */
    static int tokens(String text) {
        return (int) ((sixths(text, 0, text.length()) + 5) / 6);
    }

    /** Cuts the middle out of a text with more tokens: two thirds of them stay at the start, a third at the end. */
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

    /** In sixths of a token: a third of a token for ASCII, half a token for each UTF-8 byte of other characters. */
    private static int sixths(char c) {
        if (c < 0x80) {
            return 2;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 6 : 9;
    }
}
