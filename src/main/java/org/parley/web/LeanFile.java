package org.parley.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A style sheet, script or picture as it goes over the wire: text without the comments that stand on lines of their own,
 * as it is and compressed. Comments are for whoever reads the source; they are a quarter of it. Those that begin with
 * {@code /*!} say whose work a library is, and stay.
 *
 * @param type the media type
 * @param plain the bytes for whoever takes no other
 * @param zipped the same, compressed by gzip
 */
record LeanFile(String type, byte[] plain, byte[] zipped) {
    /** Only from the beginning of a line: a text in a script may hold what looks like a comment. */
    private static final Pattern COMMENTS =
            Pattern.compile("(?m)^[ \\t]*(?:/\\*(?!!)[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/|//.*)[ \\t]*\\R");

    /** What a file of this name becomes; its text is UTF-8. Null for names of files that are not text. */
    static LeanFile of(String name, byte[] source) {
        String type =
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "js" -> "text/javascript";
                    case "css" -> "text/css";
                    case "svg" -> "image/svg+xml";
                    default -> null;
                };
        if (type == null) {
            return null;
        }
        String text = new String(source, StandardCharsets.UTF_8);
        byte[] plain = ("image/svg+xml".equals(type)
                        ? text
                        : COMMENTS.matcher(text).replaceAll(""))
                .getBytes(StandardCharsets.UTF_8);
        return new LeanFile(type + ";charset=UTF-8", plain, zip(plain));
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
