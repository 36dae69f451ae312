package org.parley.platform;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
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

    /** The response of a resource that refuses a request. */
    public static Response response(ProblemException problem) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(body(problem.status(), problem.getMessage(), problem.errors(), problem.flags()));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /**
     * The response of a filter or of the authentication mechanism, outside JAX-RS. Closes the stream, so that WildFly
     * does not replace the body with its own error page.
     *
     * @throws IOException if the client has disconnected
     */
    public static void write(HttpServletResponse response, int status, String detail, Map<String, String> headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = body(status, detail, List.of(), List.of());
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        headers.forEach(response::setHeader);
        response.getOutputStream().write(body);
        response.getOutputStream().close();
    }

    private static byte[] body(int status, String detail, List<FieldError> errors, List<String> flags) {
        return JsonBody.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title(status));
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            if (!errors.isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldError error : errors) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("message", error.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            for (String flag : flags) {
                json.writeBooleanField(flag, true);
            }
            json.writeEndObject();
        });
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // RFC 9110's name; JAX-RS 3.1 has none
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
