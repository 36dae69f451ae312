package org.parley.web;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;

/** The request and the answer of the Faces page that is being worked on. */
final class Pages {
    private Pages() {}

    /** The request with the session that lives in MongoDB; an injected one would be the container's own. */
    static HttpServletRequest request() {
        return (HttpServletRequest) external().getRequest();
    }

    static HttpServletResponse response() {
        return (HttpServletResponse) external().getResponse();
    }

    /**
     * Ends the request with a redirect that is always a GET. The address stays relative: behind a TLS proxy the server
     * would put the wrong scheme before it.
     *
     * @param path below the context path
     */
    static void redirect(String path) {
        external().setResponseStatus(HttpServletResponse.SC_SEE_OTHER);
        external().setResponseHeader("Location", external().getRequestContextPath() + path);
        FacesContext.getCurrentInstance().responseComplete();
    }

    /**
     * Answers the page with the status of a refusal, which the page then tells.
     *
     * @return the words for it
     */
    static String refused(ProblemException problem) {
        external().setResponseStatus(problem.status());
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            external().setResponseHeader(header.getKey(), header.getValue());
        }
        String fields = problem.errors().stream().map(Pages::sentence).collect(Collectors.joining(" "));
        String words = problem.getMessage();
        return !fields.isEmpty() ? fields : words.endsWith(".") ? words : words + ".";
    }

    private static String sentence(FieldError error) {
        String field = error.field().replace('_', ' ');
        return Character.toUpperCase(field.charAt(0)) + field.substring(1) + " " + error.message() + ".";
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }
}
