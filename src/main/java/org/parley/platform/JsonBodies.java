package org.parley.platform;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonParsingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads request bodies: one JSON object (RFC 8259) in UTF-8, at most 16 MiB.
 *
 * <p>Bodies are read by hand rather than bound, because binding turns a number into a string and a wrong type into a
 * server error; here every wrong thing is a 400 that names it.
 */
public final class JsonBodies {
    private JsonBodies() {}

    /**
     * Reads the whole body.
     *
     * @throws ProblemException 400 when it is no JSON object or no UTF-8, 413 when it is too large
     */
    public static JsonObject read(InputStream body) {
        InputStreamReader characters = new InputStreamReader(
                new Limited(body),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonReader reader = Json.createReader(characters)) {
            JsonStructure structure = reader.read();
            if (structure instanceof JsonObject object) {
                return object;
            }
            throw new ProblemException(400, "The body must be a JSON object, and it is an array");
        } catch (ProblemException e) {
            throw e;
        } catch (JsonParsingException e) {
            throw new ProblemException(
                    400,
                    "The body is not valid JSON: look near line "
                            + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber());
        } catch (JsonException e) {
            throw refusalIn(e);
        } catch (RuntimeException e) {
            throw new ProblemException(400, "The body is not valid JSON, or it is nested too deeply");
        }
    }

    private static ProblemException refusalIn(JsonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge) {
                return new ProblemException(413, "The body is larger than 16 MiB. Send it in parts");
            }
            if (cause instanceof CharacterCodingException) {
                return new ProblemException(400, "The body is not valid UTF-8");
            }
        }
        return new ProblemException(400, "The body is not valid JSON");
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts what is read, for bodies that declare no length. */
    private static final class Limited extends FilterInputStream {
        private long left = RestGate.MAX_BODY_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int n) throws TooLarge {
            left -= n;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
