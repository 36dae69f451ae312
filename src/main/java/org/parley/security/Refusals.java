package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.parley.platform.Operations;
import org.parley.platform.Origins;
import org.parley.platform.Problems;
import org.parley.platform.RestPaths;

/**
 * Turns away who is not signed in: REST with 401 and never a redirect, pages with a redirect to the login page that
 * comes back.
 *
 * <p>Every answer is ended by closing its stream; WildFly puts its own error page over one that is merely written.
 */
@ApplicationScoped
class Refusals {
    private static final String DENIED = "access.denied";

    private final Operations operations;
    private final Origins origins;

    /** For the client proxy. */
    Refusals() {
        this(null, null);
    }

    @Inject
    Refusals(Operations operations, Origins origins) {
        this.operations = operations;
        this.origins = origins;
    }

    AuthenticationStatus notSignedIn(HttpServletRequest request, HttpServletResponse response, Access access)
            throws IOException {
        if (access == Access.REST) {
            if (!RestPaths.resource(RestPaths.called(request)).startsWith("/auth/me")) {
                operations.completed(request, DENIED, HttpServletResponse.SC_UNAUTHORIZED);
            }
            origins.allow(request, response);
            Problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "Authentication required", Map.of());
            return AuthenticationStatus.SEND_FAILURE;
        }
        String login = request.getContextPath() + LoginTarget.loginFor(wish(request));
        response.setHeader("Cache-Control", "no-store");
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            redirectPart(response, login);
        } else {
            // Not sendRedirect: it makes the address absolute, and behind a TLS proxy with the wrong scheme.
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", login);
            response.getOutputStream().close();
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** Only what is read can be come back to. */
    private static String wish(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod())) {
            return "";
        }
        String query = request.getQueryString();
        return RestPaths.called(request) + (query == null ? "" : "?" + query);
    }

    /** The form in which Faces' script takes a redirect (Jakarta Faces 4.0, partial response). */
    private static void redirectPart(HttpServletResponse response, String login) throws IOException {
        String url = login.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        String body = "<?xml version='1.0' encoding='UTF-8'?>\n<partial-response><redirect url=\"" + url
                + "\"></redirect></partial-response>";
        response.setContentType("text/xml;charset=UTF-8");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.getOutputStream().close();
    }
}
