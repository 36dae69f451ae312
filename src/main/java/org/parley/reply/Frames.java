package org.parley.reply;

import java.util.function.Consumer;

/**
 * Finds the JSON objects in a stream: in the {@code data} of server-sent events, one on each line, one on many lines, or
 * many on one line. It takes what servers leave out or add: blank lines, the space after {@code data:}, a byte order mark,
 * the newline at the end.
 */
final class Frames {
    /** In characters; far above any event, and a bound for the memory. */
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final int MAX_NOISE = 2_000;
    private static final String DONE = "[DONE]";
    private static final String ERROR = "error";

    /**
     * One object, or the end of the stream.
     *
     * @param event the name of the event; empty for none
     * @param data the object, possibly cut; any text if the event is an error
     * @param done whether this is the mark at the end
     */
    record Frame(String event, String data, boolean done) {
        boolean isError() {
            return event.equals(ERROR);
        }
    }

    private final Consumer<Frame> to;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder object = new StringBuilder();
    private final StringBuilder noise = new StringBuilder();
    private String event = "";
    private boolean inData;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean afterReturn;

    Frames(Consumer<Frame> to) {
        this.to = to;
    }

    /** Takes the next characters. */
    void feed(char[] chars, int length) throws UnreadableReplyException {
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                endLine();
            } else {
                line.append(c);
            }
        }
        if (line.length() + object.length() > MAX_LENGTH) {
            throw new UnreadableReplyException("an event without an end", null);
        }
    }

    /** The stream has ended, perhaps in a line or an object. */
    void end() {
        endLine();
        cut();
    }

    /** The beginning of what is neither an event nor JSON. */
    String noise() {
        return noise.toString().strip();
    }

    private void endLine() {
        String text = line.toString();
        line.setLength(0);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.startsWith("data:")) {
            inData = true;
            data(text.substring("data:".length()).stripLeading());
        } else if (text.isBlank()) {
            endEvent();
        } else if (text.startsWith("event:")) {
            event = text.substring("event:".length()).strip();
        } else if (text.startsWith("error:")) {
            to.accept(new Frame(ERROR, text.substring("error:".length()).strip(), false));
        } else if (depth > 0 || isJson(text.stripLeading())) {
            json(text);
        } else if (!text.startsWith(":") && !text.startsWith("id:") && !text.startsWith("retry:")) {
            note(text);
        }
    }

    private void data(String text) {
        if (depth == 0 && isDone(text)) {
            to.accept(new Frame(event, "", true));
        } else if (depth == 0 && event.equals(ERROR) && !text.startsWith("{")) {
            to.accept(new Frame(ERROR, text, false));
        } else {
            json(text);
        }
    }

    /** A blank line ends an event; between the lines of an object outside of events it means nothing. */
    private void endEvent() {
        if (inData) {
            cut();
        }
        event = "";
        inData = false;
    }

    /** Hands on an object that has no end, which cannot be read. */
    private void cut() {
        if (depth > 0) {
            complete();
        }
    }

    private void json(String text) {
        if (depth == 0 && isDone(text)) {
            to.accept(new Frame(event, "", true));
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth == 0 && c != '{') {
                continue; // commas and brackets around objects
            }
            object.append(c);
            nest(c);
            if (depth == 0) {
                complete();
            }
        }
        if (depth > 0) {
            object.append('\n');
        }
    }

    private void nest(char c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    private void complete() {
        String found = object.toString();
        object.setLength(0);
        depth = 0;
        inString = false;
        escaped = false;
        to.accept(new Frame(event, found, false));
    }

    private void note(String text) {
        if (noise.length() < MAX_NOISE) {
            noise.append(text, 0, Math.min(text.length(), MAX_NOISE)).append('\n');
        }
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("]") || text.startsWith(",");
    }

    private static boolean isDone(String text) {
        return text.strip().equals(DONE);
    }
}
