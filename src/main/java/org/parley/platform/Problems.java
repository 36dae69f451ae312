package org.parley.platform;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes errors as {@code application/problem+json} (RFC 9457): {@code type, title, status, detail} and, for bad input,
 * {@code errors[{field, message}]}.
 *
 * <p>{@code type} is always {@code about:blank}, so {@code title} is the status's own phrase, as the RFC asks.
 */
public final class Problems {
    /** The media type of every error body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /** The answer of a resource that refuses. */
    public static Response response(ProblemException problem) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(body(problem.status(), problem.getMessage(), problem.errors()));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /**
     * The answer of a filter or of the authentication mechanism, outside JAX-RS. Ends the answer by closing its stream,
     * which both servers take as final (WildFly puts its own error page over a body that is merely written).
     *
     * @throws IOException if the client is gone
     */
    public static void write(HttpServletResponse response, int status, String detail, Map<String, String> headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = body(status, detail, List.of());
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        headers.forEach(response::setHeader);
        response.getOutputStream().write(body);
        response.getOutputStream().close();
    }

    private static byte[] body(int status, String detail, List<FieldError> errors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JsonFactory.generator(bytes)) {
            json.writeStartObject()
                    .write("type", "about:blank")
                    .write("title", title(status))
                    .write("status", status)
                    .write("detail", detail);
            if (!errors.isEmpty()) {
                json.writeStartArray("errors");
                for (FieldError error : errors) {
                    json.writeStartObject()
                            .write("field", error.field())
                            .write("message", error.message())
                            .writeEnd();
                }
                json.writeEnd();
            }
            json.writeEnd();
        }
        return bytes.toByteArray();
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // RFC 9110's name; JAX-RS 3.1 has none
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
