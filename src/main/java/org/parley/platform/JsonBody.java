package org.parley.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes a JSON body. */
public interface JsonBody {
    /** The size of the generator's buffer. */
    int BUFFER_BYTES = 8_000;

    /** Writes the body. */
    void write(JsonGenerator json) throws IOException;

    /** Writes a text as a field of the open object; nothing if there is none. */
    static void field(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    /** The JSON as bytes of UTF-8. */
    static byte[] bytes(JsonBody body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(BUFFER_BYTES)) {
            try (JsonGenerator json = JsonFactory.writer(bytes)) {
                body.write(json);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object of these fields. */
    static JsonBody object(JsonBody fields) {
        return json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        };
    }

    /** The JSON as text: for events, and for requests to other servers. */
    static String text(JsonBody body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFactory.text(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** An answer whose body is written before it is sent, so that a failure can still be answered. */
    static Response.ResponseBuilder answer(int status, JsonBody body) {
        return of(status, bytes(body));
    }

    /** An answer that may be too long for memory: its body is written while it is sent. */
    static Response.ResponseBuilder streamed(int status, JsonBody body) {
        StreamingOutput stream = out -> {
            try (JsonGenerator json = JsonFactory.writer(out)) {
                body.write(json);
            }
        };
        return of(status, stream);
    }

    private static Response.ResponseBuilder of(int status, Object entity) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(entity)
                .header("Cache-Control", "no-store");
    }
}
