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
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file in UTF-8 or UTF-16, with or without a byte order mark. Undecodable bytes are an error and never become a
 * question mark.
 */
final class TextFile {
    private final Path path;

    /**
     * @throws WrongFileException if there is no readable file at the path or it is clearly not text
     */
    TextFile(Path path) throws WrongFileException {
        this.path = path;
        if (Files.isDirectory(path)) {
            throw new WrongFileException(path + " is a directory; name the exported file in it");
        }
        if (!Files.exists(path)) {
            throw new WrongFileException(path + " does not exist; check the name");
        }
        if (!Files.isRegularFile(path)) {
            throw new WrongFileException(path + " is not a regular file; save the export to one, it is read twice");
        }
        if (!Files.isReadable(path)) {
            throw new WrongFileException(path + " cannot be read; check its permissions");
        }
        requireText();
    }

    /** Opens the text at its start, with strict decoding. */
    BufferedReader open() throws IOException {
        PushbackInputStream in =
                new PushbackInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), 4);
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

    private void requireText() throws WrongFileException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(4);
        } catch (IOException failed) {
            throw new WrongFileException(path + " cannot be read: " + failed.getMessage());
        }
        if (head.length == 0) {
            throw new WrongFileException(path + " is empty; export the conversations again");
        }
        if (head.length > 1 && (head[0] == 'P' && head[1] == 'K' || head[0] == 0x1f && head[1] == (byte) 0x8b)) {
            throw new WrongFileException(path + " is a compressed archive; unpack it and name the JSON file in it");
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
        return path.toString();
    }
}
