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
 * {@code /*!} say whose work a library is, and stay. Indentation goes too, unless a text in the file may go over lines.
 *
 * @param type the media type
 * @param plain the bytes for whoever takes no other
 * @param zipped the same, compressed by gzip
 */
record LeanFile(String type, byte[] plain, byte[] zipped) {
    /** Only from the beginning of a line: a text in a script may hold what looks like a comment. */
    private static final Pattern COMMENTS =
            Pattern.compile("(?m)^[ \\t]*(?:/\\*(?!!)[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/|//.*)[ \\t]*\\R");

    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+|^[ \\t]*\\R");

    /** Where what somebody else wrote is; it has been made small already. */
    private static final String LIBRARIES = "/lib/";

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
        byte[] plain = ("image/svg+xml".equals(type) ? text : lean(name, text)).getBytes(StandardCharsets.UTF_8);
        return new LeanFile(type + ";charset=UTF-8", plain, zip(plain));
    }

    private static String lean(String name, String text) {
        String uncommented = COMMENTS.matcher(text).replaceAll("");
        boolean whole = name.contains(LIBRARIES) || uncommented.lines().anyMatch(LeanFile::goesOn);
        return whole ? uncommented : INDENTATION.matcher(uncommented).replaceAll("");
    }

    /** Whether a text in the line may go on in the next one. */
    private static boolean goesOn(String line) {
        return line.endsWith("\\") || line.chars().filter(c -> c == '`').count() % 2 == 1;
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
