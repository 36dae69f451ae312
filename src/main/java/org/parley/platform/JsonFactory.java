package org.parley.platform;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

/**
 * Where JSON is read and written: Jackson's generator writes, and JSON-P reads, with its provider looked up once.
 * {@code jakarta.json.Json} looks it up again at every call, through all archives of the application: that alone took a
 * seventh of a request. What writes a body is a {@link JsonBody}.
 */
public final class JsonFactory {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    /** An answer that breaks off must look broken, so nothing closes what is open in it. */
    private static final com.fasterxml.jackson.core.JsonFactory WRITERS = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** Control characters are escaped in small letters, which is how they have always been in events. */
    private static final com.fasterxml.jackson.core.JsonFactory TEXTS = new JsonFactoryBuilder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private JsonFactory() {}

    /**
     * Writes JSON in UTF-8: Jackson's generator takes texts as the bytes they come in from the database, and writes several
     * times faster than the server's JSON-P.
     */
    public static JsonGenerator writer(OutputStream out) throws IOException {
        return WRITERS.createGenerator(out);
    }

    /** Writes JSON as characters. */
    public static JsonGenerator writer(Writer out) throws IOException {
        return WRITERS.createGenerator(out);
    }

    /** Writes JSON as the text of an event or of a request. Half of a surrogate pair is written as it is. */
    static JsonGenerator text(Writer out) throws IOException {
        return new JsonTextGenerator(TEXTS.createGenerator(out));
    }

    /** Reads JSON piece by piece. */
    public static JsonParser parser(Reader in) {
        return PROVIDER.createParser(in);
    }
}
