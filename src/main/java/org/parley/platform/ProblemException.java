package org.parley.platform;

import java.util.List;
import java.util.Map;

/**
 * Refuses a request with a status and a sentence for the client.
 *
 * <p>The detail is sent unchanged: it says what is wrong and what to do, and never repeats another exception's message.
 * Features subclass this and name the problem.
 */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    /**
     * A refusal without fields and headers.
     *
     * @param status HTTP status, 400 to 599
     * @param detail one sentence for the client
     */
    public ProblemException(int status, String detail) {
        this(status, detail, List.of(), Map.of());
    }

    /** A refusal with invalid fields and additional headers. */
    public ProblemException(int status, String detail, List<FieldError> errors, Map<String, String> headers) {
        this(status, detail, errors, headers, null);
    }

    private ProblemException(
            int status, String detail, List<FieldError> errors, Map<String, String> headers, Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** 400 for one field. */
    public static ProblemException badField(String field, String message) {
        return badRequest(List.of(new FieldError(field, message)));
    }

    /** 400 for several fields; the detail is the first one's. */
    public static ProblemException badRequest(List<FieldError> errors) {
        FieldError first = errors.get(0);
        return new ProblemException(400, first.field() + ": " + first.message(), errors, Map.of());
    }

    /** 503: the database is unavailable. Sent with {@code Retry-After} in seconds. */
    public static ProblemException storeAway() {
        return storeAway(null);
    }

    /** The same with the driver's exception as its cause, for handlers that look for one. */
    public static ProblemException storeAway(Throwable cause) {
        return new ProblemException(
                503,
                "The database does not answer right now. Nothing was changed that was not confirmed. Try again shortly.",
                List.of(),
                Map.of("Retry-After", "2"),
                cause);
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** The invalid fields; empty if the problem is not about fields. */
    public List<FieldError> errors() {
        return errors == null ? List.of() : errors;
    }

    /**
     * Names of further members of the body that are {@code true} (RFC 9457, section 3.2); none unless a subclass has some.
     */
    public List<String> flags() {
        return List.of();
    }

    /** Headers of the response, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
