package org.parley.transfer;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A text in UTF-8 or UTF-16, with or without a byte order mark, that can be read more than once. Undecodable bytes are an error
 * and never become a question mark.
 */
final class TextFile {
    /** Opens the bytes at their start. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Bytes bytes;

    /** @param name what errors call it */
    TextFile(String name, Bytes bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Opens the text at its start, with strict decoding. */
    BufferedReader open() throws IOException {
        PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(bytes.open(), 1 << 16), 4);
        try {
            Charset charset = charset(in);
            return new BufferedReader(
                    new InputStreamReader(
                            in,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    1 << 16);
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    /**
     * Detects the charset by the byte order mark, otherwise by the position of zero bytes: JSON starts with an ASCII
     * character.
     */
    private static Charset charset(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        int mark = 0;
        Charset charset = StandardCharsets.UTF_8;
        if (head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf) {
            mark = 3;
        } else if (head.length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
            mark = 2;
            charset = StandardCharsets.UTF_16LE;
        } else if (head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
            mark = 2;
            charset = StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && head[0] == 0 && head[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && head[0] != 0 && head[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        in.unread(head, mark, head.length - mark);
        return charset;
    }

    @Override
    public String toString() {
        return name;
    }
}
