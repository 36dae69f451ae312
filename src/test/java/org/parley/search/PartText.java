package org.parley.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.bson.Document;
import org.bson.types.Binary;

/** What a stored part of an index holds, for a test that looks for words in it. */
final class PartText {
    private PartText() {}

    /** The bytes of a part, each as one character. */
    static String of(Document part) {
        byte[] bytes = part.get(part.containsKey("z") ? "z" : "d", Binary.class).getData();
        if (part.containsKey("d")) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
