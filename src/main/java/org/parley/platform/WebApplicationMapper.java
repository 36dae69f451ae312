package org.parley.platform;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers the errors of JAX-RS itself (404, 405, 406, 415 …) in the same form as every other error. */
@Provider
public class WebApplicationMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        Response answer = Problems.response(new ProblemException(status, detail(status)));
        Object allow = exception.getResponse().getHeaderString("Allow");
        return allow == null
                ? answer
                : Response.fromResponse(answer).header("Allow", allow).build();
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request could not be understood";
            case 403 -> "This is not allowed for you";
            case 404 -> "Not found";
            case 405 -> "This method is not allowed here";
            case 406 -> "Only application/json can be answered here";
            case 413 -> "The request is too large";
            case 415 -> "Send the body as application/json";
            default -> status >= 500 ? "Something went wrong on the server" : "The request was refused";
        };
    }
}
