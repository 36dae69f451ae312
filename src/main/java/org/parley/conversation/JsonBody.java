package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.parley.platform.JsonFactory;

/** Writes the body of an answer. */
interface JsonBody {
    /** As much as the generator hands over at once. */
    int BUFFER_BYTES = 8_000;

    void write(JsonGenerator json) throws IOException;

    /** An answer whose body is written before its first byte leaves, so that a failure still can be told. */
    static Response.ResponseBuilder answer(int status, JsonBody body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(BUFFER_BYTES)) {
            try (JsonGenerator json = JsonFactory.writer(bytes)) {
                body.write(json);
            }
            return of(status, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
