package org.parley.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.Origins;
import org.parley.platform.Problems;
import org.parley.platform.RestPaths;

/**
 * Answers requests without a signed-in user: REST with 401 and never a redirect, pages with a redirect to the login
 * page, which leads back. Also answers API tokens that are not valid (401) or not enough (403).
 *
 * <p>It closes the stream of every response; otherwise WildFly replaces the body with its own error page.
 */
@Component
class Refusals {
    private static final String DENIED = "access.denied";

    private final Operations operations;
    private final Origins origins;

    @Inject
    Refusals(Operations operations, Origins origins) {
        this.operations = operations;
        this.origins = origins;
    }

    AuthenticationStatus notSignedIn(HttpServletRequest request, HttpServletResponse response, Access access)
            throws IOException {
        if (access == Access.REST) {
            if (operations.isAudited(request)
                    || !RestPaths.resource(RestPaths.called(request)).startsWith("/auth/me")) {
                operations.completed(request, DENIED, HttpServletResponse.SC_UNAUTHORIZED);
            }
            origins.allow(request, response);
            Problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "Authentication required", Map.of());
            return AuthenticationStatus.SEND_FAILURE;
        }
        return redirect(request, response, LoginTarget.loginFor(wish(request)));
    }

    /** A user who has to change a one-time password first: REST with 403, pages with a redirect to the form. */
    AuthenticationStatus passwordFirst(HttpServletRequest request, HttpServletResponse response, Access access)
            throws IOException {
        return access == Access.PAGE
                ? redirect(request, response, LoginTarget.passwordFor(wish(request)))
                : forbidden(request, response, "Change the one-time password first: PUT /auth/me/password");
    }

    private static AuthenticationStatus redirect(
            HttpServletRequest request, HttpServletResponse response, String target) throws IOException {
        String address = request.getContextPath() + target;
        response.setHeader("Cache-Control", "no-store");
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            redirectPart(response, address);
        } else {
            // Not sendRedirect: it makes the address absolute, and behind a TLS proxy with the wrong scheme.
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", address);
            response.getOutputStream().close();
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** A token that does not exist, has expired or was revoked, or whose owner may not sign in: all alike. */
    AuthenticationStatus badToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        operations.completed(request, DENIED, HttpServletResponse.SC_UNAUTHORIZED);
        return refuse(
                request,
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "The API token is not valid. It may have expired or been revoked: make another one",
                "Bearer error=\"invalid_token\"");
    }

    /** A caller who may not do this, however often: 403 with the reason. */
    AuthenticationStatus forbidden(HttpServletRequest request, HttpServletResponse response, String why)
            throws IOException {
        operations.completed(request, HttpServletResponse.SC_FORBIDDEN);
        origins.allow(request, response);
        Problems.write(response, HttpServletResponse.SC_FORBIDDEN, why, Map.of());
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** A valid token where only its owner may act, with a session. */
    AuthenticationStatus tokenOutOfPlace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return tokenNotEnough(
                request,
                response,
                "API tokens do not work here. Log in and use the session",
                "Bearer error=\"insufficient_scope\"");
    }

    /** A valid token without the scope {@code write} where something could be changed. */
    AuthenticationStatus tokenOnlyReads(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return tokenNotEnough(
                request,
                response,
                "This API token may only read. Use one with the scope write",
                "Bearer error=\"insufficient_scope\", scope=\"write\"");
    }

    private AuthenticationStatus tokenNotEnough(
            HttpServletRequest request, HttpServletResponse response, String detail, String challenge)
            throws IOException {
        operations.completed(request, HttpServletResponse.SC_FORBIDDEN);
        return refuse(request, response, HttpServletResponse.SC_FORBIDDEN, detail, challenge);
    }

    /** The challenges are those of RFC 6750, section 3. */
    private AuthenticationStatus refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String detail, String challenge)
            throws IOException {
        origins.allow(request, response);
        Problems.write(response, status, detail, Map.of("WWW-Authenticate", challenge));
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** The target after login. Only a GET can be repeated. */
    private static String wish(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod())) {
            return "";
        }
        String query = request.getQueryString();
        return RestPaths.called(request) + (query == null ? "" : "?" + query);
    }

    /** The redirect that Faces' script understands (Jakarta Faces 4.0, partial response). */
    private static void redirectPart(HttpServletResponse response, String address) throws IOException {
        String url = address.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        String body = "<?xml version='1.0' encoding='UTF-8'?>\n<partial-response><redirect url=\"" + url
                + "\"></redirect></partial-response>";
        response.setContentType("text/xml;charset=UTF-8");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.getOutputStream().close();
    }
}
