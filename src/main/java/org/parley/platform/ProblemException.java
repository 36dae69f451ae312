package org.parley.platform;

import java.util.List;
import java.util.Map;

/**
 * A request that is refused with a status and a sentence the caller may read.
 *
 * <p>The detail goes to the client as it is: it says what is wrong and what to do, and never repeats a foreign
 * exception's message. Features subclass this with the name of the trouble.
 */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    /**
     * A refusal without more.
     *
     * @param status HTTP status, 400 to 599
     * @param detail one sentence for the client
     */
    public ProblemException(int status, String detail) {
        this(status, detail, List.of(), Map.of());
    }

    /** A refusal that names the faulty fields and sends additional headers. */
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

    /** 400 for several fields; the detail is made of the first. */
    public static ProblemException badRequest(List<FieldError> errors) {
        FieldError first = errors.get(0);
        return new ProblemException(400, first.field() + ": " + first.message(), errors, Map.of());
    }

    /** 503: the database does not answer. Sent with {@code Retry-After} in seconds. */
    public static ProblemException storeAway() {
        return storeAway(null);
    }

    /** The same, with the driver's exception that told it, so that who handles those knows this one. */
    public static ProblemException storeAway(Throwable cause) {
        return new ProblemException(
                503,
                "The database does not answer right now. Nothing was changed that was not confirmed. Try again shortly.",
                List.of(),
                Map.of("Retry-After", "2"),
                cause);
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }

    /** What is wrong, field by field; empty when it is not about fields. */
    public List<FieldError> errors() {
        return errors == null ? List.of() : errors;
    }

    /** Headers that belong to the answer, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
