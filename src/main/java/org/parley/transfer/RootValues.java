package org.parley.transfer;

import java.io.IOException;
import java.io.Reader;

/**
 * Splits a text into the JSON values that follow one another, so that one list, one object and one object per line are
 * read the same way. Returns the end of the stream at the end of each value; {@link #next} continues.
 *
 * <p>It looks at brackets and quotes only and leaves validation to the parser.
 */
final class RootValues extends Reader {
    private final Reader text;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int end;
    private long line = 1;
    private long column;
    private long firstLine;
    private long firstColumn;
    private int depth;
    private boolean quoted;
    private boolean escaped;
    private boolean whole;
    private long handed;
    private boolean exhausted;

    RootValues(Reader text) {
        this.text = text;
    }

    /** Moves to the next value. The previous one must have been read to its end. */
    boolean next() throws IOException {
        do {
            while (at < end && (Character.isWhitespace(buffer[at]) || buffer[at] == '\0')) {
                step(buffer[at++]);
            }
        } while (at == end && fill());
        depth = 0;
        quoted = false;
        escaped = false;
        whole = false;
        handed = 0;
        firstLine = line;
        firstColumn = column;
        return at < end;
    }

    /** The line in which the current value starts, from 1. */
    long firstLine() {
        return firstLine;
    }

    /** How many characters precede the current value in its first line. */
    long firstColumn() {
        return firstColumn;
    }

    /** How many characters of the current value have been read. */
    long handed() {
        return handed;
    }

    /** Whether the text ended inside the current value. */
    boolean cutOff() {
        return exhausted && !whole;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (whole || at == end && !fill()) {
            return -1;
        }
        int from = at;
        int limit = Math.min(end, at + length);
        while (at < limit && !whole) {
            char c = buffer[at++];
            step(c);
            whole = closes(c);
        }
        System.arraycopy(buffer, from, into, offset, at - from);
        handed += at - from;
        return at - from;
    }

    private boolean closes(char c) {
        if (quoted) {
            boolean wasEscaped = escaped;
            escaped = c == '\\' && !wasEscaped;
            quoted = c != '"' || wasEscaped;
            return !quoted && depth == 0;
        }
        if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            return --depth <= 0;
        }
        return false;
    }

    private void step(char c) {
        column++;
        if (c == '\n') {
            line++;
            column = 0;
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, text.read(buffer, 0, buffer.length));
        exhausted = end == 0;
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
