package org.parley.platform;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Reads request bodies: one JSON object (RFC 8259) in UTF-8, at most 16 MiB.
 *
 * <p>Bodies are read by hand rather than bound, because binding turns a number into a string and a wrong type into a
 * server error; here every wrong thing is a 400 that names it.
 */
public final class JsonBodies {
    /** Why a request whose body is late is refused. */
    static final String LATE = "The body did not arrive in time";

    private JsonBodies() {}

    /**
     * Reads and parses a body.
     *
     * @throws ProblemException 400 when it is no JSON object or no UTF-8, 413 when it is too large
     */
    public static JsonObject read(InputStream body) {
        return parse(bytes(body));
    }

    /**
     * Reads a body as it was sent.
     *
     * @throws ProblemException 413 when it is larger than 16 MiB, 408 when it does not arrive within the server's read
     *     timeout, 400 when the client broke off
     */
    public static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes((int) RestGate.MAX_BODY_BYTES + 1);
            if (bytes.length > RestGate.MAX_BODY_BYTES) {
                throw new ProblemException(413, "The body is larger than 16 MiB. Send it in parts");
            }
            return bytes;
        } catch (IOException e) {
            throw isLate(e)
                    ? new ProblemException(408, LATE, List.of(), Map.of("Connection", "close"))
                    : new ProblemException(400, "The body did not arrive whole");
        }
    }

    /** Whether a failure is that of a body that did not arrive within the server's read timeout. */
    static boolean isLate(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof TimeoutException || cause instanceof SocketTimeoutException);
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException 400 when it is no JSON object or no UTF-8
     */
    public static JsonObject parse(byte[] body) {
        InputStreamReader characters = new InputStreamReader(
                new ByteArrayInputStream(body),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = JsonFactory.parser(characters)) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                parser.hasNext(); // refuses whatever stands behind the object
                return object;
            }
        } catch (JsonParsingException e) {
            throw new ProblemException(
                    400,
                    "The body is not valid JSON: look near line "
                            + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber());
        } catch (JsonException e) {
            throw new ProblemException(
                    400,
                    e.getCause() instanceof CharacterCodingException
                            ? "The body is not valid UTF-8"
                            : "The body is not valid JSON");
        } catch (RuntimeException e) { // the parser's own limits, such as on nesting
            throw new ProblemException(400, "The body is not valid JSON, or it is nested too deeply");
        }
        throw new ProblemException(400, "The body must be a JSON object");
    }
}
