package org.parley.platform;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The first filter that every request passes before a resource or page: it refuses other origins' pages (403) and
 * bodies that declare more than 16 MiB (413), and maps {@code /conversations…} and {@code /auth/…} to {@code /api/…},
 * because existing clients call them there.
 *
 * <p>{@code session.SessionBootstrap} registers it for first dispatches only, after the session filter.
 */
public class RestGate implements Filter {
    /** The maximum size of a request body in bytes. {@link JsonBodies} counts bodies that declare no length. */
    static final long MAX_BODY_BYTES = 16L * 1024 * 1024;

    /** The maximum size in bytes of a refused body that is still read. */
    private static final long MAX_DISCARDED_BYTES = 4 * MAX_BODY_BYTES;

    private static final Logger LOG = Logger.getLogger(RestGate.class.getName());

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
        } else if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            refuseLarge(request, response, path);
        } else if (RestPaths.isRest(path) && !MediaTypes.isReadable(request.getHeaders("Content-Type"))) {
            refuse(request, response, 415, "Send the body as application/json");
        } else if (RestPaths.isRest(path) && !MediaTypes.areReadable(request.getHeaders("Accept"))) {
            refuse(request, response, 400, "The Accept header is no list of media types");
        } else if (RestPaths.isAlias(path)) {
            RequestDispatcher api = request.getRequestDispatcher(RestPaths.BASE + path);
            passRest(request, response, (passed, answer) -> api.forward(passed, new BytesOnly(response)));
        } else if (RestPaths.isRest(path)) {
            passRest(request, response, chain);
        } else {
            chain.doFilter(request, response);
            AfterRequest.run(request);
        }
    }

    /** Passes a request on. Jersey reads the beginning of a form itself, where no mapper sees that it does not come. */
    private void passRest(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (response.isCommitted() || !JsonBodies.isLate(e)) {
                throw e;
            }
            response.setHeader("Connection", "close");
            refuse(request, response, 408, JsonBodies.LATE);
        }
        AfterRequest.run(request);
    }

    /** Tells a program the reason; a user whose browser was made to send a form sees the error page. */
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
     * Refuses by the announced length alone, before anything of the body is read, because it may never come. A program
     * that is still sending then has its body discarded, so that it gets to reading the answer; if the body is far too
     * large, it may see only that the connection is closed.
     */
    private void refuseLarge(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        response.setHeader("Connection", "close");
        if (RestPaths.isRest(path)) {
            refuse(request, response, 413, "The body is larger than 16 MiB. Send it in parts");
            if (request.getContentLengthLong() <= MAX_DISCARDED_BYTES) {
                discardBody(request);
            }
        } else {
            response.sendError(413);
        }
    }

    private static void discardBody(HttpServletRequest request) {
        try (InputStream body = request.getInputStream()) {
            byte[] buffer = new byte[64 * 1024];
            while (body.read(buffer) >= 0) {
                continue;
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "A refused body did not arrive", e);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        operations.completed(request, status);
        Problems.write(response, status, detail, Map.of());
    }

    /**
     * A response without a writer. A server that ends a forward asks for one, and WildFly then declares the written
     * bytes as {@code ISO-8859-1}.
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
