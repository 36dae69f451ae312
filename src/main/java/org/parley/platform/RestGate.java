package org.parley.platform;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What every request passes before a resource or page sees it: other origins' pages are refused (403), bodies that
 * declare more than 16 MiB too (413), and {@code /conversations…} and {@code /auth/…} become {@code /api/…}, because
 * the clients that exist call them there.
 *
 * <p>Registered for first dispatches only, behind the session filter, by {@code session.SessionBootstrap}.
 */
public class RestGate implements Filter {
    /** The largest request body, in bytes. Bodies that declare no length are counted by {@link JsonBodies}. */
    static final long MAX_BODY_BYTES = 16L * 1024 * 1024;

    /** The largest body that is read only to be refused, in bytes. */
    private static final long MAX_PASSED_OVER_BYTES = 4 * MAX_BODY_BYTES;

    @Inject
    private Origins origins;

    @Inject
    private Operations operations;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        origins.allow(request, response);
        String path = RestPaths.called(request);
        if (origins.isPreflight(request)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (origins.refuses(request)) {
            refuseOrigin(request, response, path);
        } else if (RestPaths.isRest(path) && request.getContentLengthLong() > MAX_BODY_BYTES) {
            passOver(request, response);
            refuse(request, response, 413, "The body is larger than 16 MiB. Send it in parts");
        } else if (RestPaths.isRest(path) && !MediaTypes.isReadable(request.getHeaders("Content-Type"))) {
            refuse(request, response, 415, "Send the body as application/json");
        } else if (RestPaths.isRest(path) && !MediaTypes.areReadable(request.getHeaders("Accept"))) {
            refuse(request, response, 400, "The Accept header is no list of media types");
        } else if (RestPaths.isAlias(path)) {
            request.getRequestDispatcher(RestPaths.BASE + path).forward(request, new BytesOnly(response));
            Afterwards.run(request);
        } else {
            chain.doFilter(request, response);
            Afterwards.run(request);
        }
    }

    /** A program reads why; somebody whose browser was made to send a form sees the page for it. */
    private void refuseOrigin(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (RestPaths.isRest(path)) {
            String why = "Requests from other sites are not accepted. Allow the origin in PARLEY_ORIGINS";
            refuse(request, response, 403, why);
        } else {
            operations.completed(request, 403);
            response.sendError(403);
        }
    }

    /**
     * Reads what is not wanted, so that a client that is still sending it gets to see the refusal; unless it is far too
     * much: then the connection is closed, and the client may see only that.
     */
    private static void passOver(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getContentLengthLong() > MAX_PASSED_OVER_BYTES) {
            response.setHeader("Connection", "close");
            return;
        }
        try (InputStream body = request.getInputStream()) {
            byte[] buffer = new byte[64 * 1024];
            while (body.read(buffer) >= 0) {
                continue;
            }
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        operations.completed(request, status);
        Problems.write(response, status, detail, Map.of());
    }

    /**
     * An answer without a writer. A server that ends a forward asks for one, and WildFly then calls the bytes that were
     * written {@code ISO-8859-1}.
     */
    private static final class BytesOnly extends HttpServletResponseWrapper {
        BytesOnly(HttpServletResponse response) {
            super(response);
        }

        @Override
        public PrintWriter getWriter() {
            throw new IllegalStateException("The REST API writes bytes");
        }
    }
}
