package org.parley.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * A style sheet, script or picture that is text, as it is sent.
 *
 * @param type the media type
 * @param plain the bytes of the file
 * @param zipped the same, compressed with gzip
 */
record AssetFile(String type, byte[] plain, byte[] zipped) {
    /**
     * Compresses a file, whose text is UTF-8.
     *
     * @return null if its name is not that of a text file
     */
    static AssetFile of(String name, byte[] source) {
        String type =
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "js" -> "text/javascript";
                    case "css" -> "text/css";
                    case "svg" -> "image/svg+xml";
                    case "webmanifest" -> "application/manifest+json";
                    default -> null;
                };
        return type == null ? null : new AssetFile(type + ";charset=UTF-8", source, zip(source));
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
