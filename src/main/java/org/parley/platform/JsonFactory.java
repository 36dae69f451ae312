package org.parley.platform;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;

/**
 * Where JSON is read and written: JSON-P with its provider looked up once, and Jackson for long answers.
 * {@code jakarta.json.Json} looks it up again at every call, through all archives of the application: that alone took a
 * seventh of a request.
 */
public final class JsonFactory {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    /** An answer that breaks off must look broken, so nothing closes what is open in it. */
    private static final com.fasterxml.jackson.core.JsonFactory BYTES = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private JsonFactory() {}

    /** Writes JSON in UTF-8. */
    public static jakarta.json.stream.JsonGenerator generator(OutputStream out) {
        return PROVIDER.createGenerator(out);
    }

    /**
     * Writes JSON in UTF-8 for answers that may be long: Jackson's generator takes texts as the bytes they come in from
     * the database, and writes several times faster than the server's JSON-P.
     */
    public static JsonGenerator writer(OutputStream out) throws IOException {
        return BYTES.createGenerator(out);
    }

    /** Reads JSON piece by piece. */
    public static JsonParser parser(Reader in) {
        return PROVIDER.createParser(in);
    }

    /** Builds a JSON object. */
    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    /** Builds on a JSON object that is there. */
    public static JsonObjectBuilder object(JsonObject begun) {
        return PROVIDER.createObjectBuilder(begun);
    }

    /** Builds a JSON array. */
    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }
}
