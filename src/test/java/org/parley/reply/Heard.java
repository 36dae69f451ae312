package org.parley.reply;

import java.util.OptionalInt;

/** Records what a listener is told of a reply that arrives in pieces. */
final class Heard implements ReplyListener {
    final StringBuilder text = new StringBuilder();
    final StringBuilder thought = new StringBuilder();
    Reply reply;
    boolean unreadable;
    private boolean halves;

    /** Reads a body that arrives in pieces of this length. */
    static Heard of(ReplyFormat format, String body, int length) {
        Heard heard = new Heard();
        heard.reply = new Reply(format, heard);
        try {
            for (int i = 0; i < body.length(); i += length) {
                char[] piece =
                        body.substring(i, Math.min(body.length(), i + length)).toCharArray();
                heard.reply.feed(piece, piece.length);
            }
            heard.reply.end();
        } catch (UnreadableReplyException e) {
            heard.unreadable = true;
        }
        heard.reply.finish();
        return heard;
    }

    @Override
    public void onThought(String piece) {
        thought.append(piece);
        halves |= hasHalf(piece);
    }

    @Override
    public void onText(String piece) {
        text.append(piece);
        halves |= hasHalf(piece);
    }

    @Override
    public void onTextWasThought() {
        thought.append(text);
        text.setLength(0);
    }

    /** Everything in one line: how it ended, the answer, the thought in braces, the tokens. */
    String summary() {
        String how = unreadable
                ? "unreadable"
                : reply.error().isPresent()
                        ? "error"
                        : reply.ending().map(Enum::name).orElse(reply.isLast() ? "done" : "open");
        String counts = count(reply.promptTokens()) + "/" + count(reply.completionTokens());
        return (halves ? "HALVES " : "") + how + " [" + text + "] {" + thought + "} " + counts;
    }

    private static String count(OptionalInt tokens) {
        return tokens.isPresent() ? String.valueOf(tokens.getAsInt()) : "-";
    }

    private static boolean hasHalf(String piece) {
        return piece.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
