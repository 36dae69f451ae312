package org.parley.web;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.parley.platform.ProblemException;

/** The request and the response of the current Faces page. */
final class Pages {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private Pages() {}

    /** The request with the session that lives in MongoDB; an injected one would be the container's own. */
    static HttpServletRequest request() {
        return (HttpServletRequest) external().getRequest();
    }

    static HttpServletResponse response() {
        return (HttpServletResponse) external().getResponse();
    }

    /**
     * Ends the request with a redirect to a GET. The address stays relative: behind a TLS proxy the server would add the
     * wrong scheme.
     *
     * @param path below the context path
     */
    static void redirect(String path) {
        external().setResponseStatus(HttpServletResponse.SC_SEE_OTHER);
        external().setResponseHeader("Location", external().getRequestContextPath() + path);
        FacesContext.getCurrentInstance().responseComplete();
    }

    /** Ends the request, whose answer is written. */
    static void answered() {
        FacesContext.getCurrentInstance().responseComplete();
    }

    /** A parameter that is a number, 0 or more; null if it is absent or anything else. */
    static Integer number(String name) {
        String text = request().getParameter(name);
        return text != null && NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    /** Sets the status and the headers of a refusal; the page has its own words for it. */
    static void refuse(ProblemException problem) {
        external().setResponseStatus(problem.status());
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            external().setResponseHeader(header.getKey(), header.getValue());
        }
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }
}
