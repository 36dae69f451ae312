package org.parley.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes a body without a {@code Content-Type} for bytes of unknown meaning (RFC 9110, section 8.3), which every resource
 * that reads a body answers with 415; the servers disagree on it. A request without a body needs no type.
 */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class UntypedBodies implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getHeaders().containsKey(HttpHeaders.CONTENT_TYPE)) {
            String type = hasBody(request) ? MediaType.APPLICATION_OCTET_STREAM : MediaType.APPLICATION_JSON;
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, type);
        }
    }

    /** Looks at the headers alone: what the servers do about {@code hasEntity} differs, and it may read. */
    private static boolean hasBody(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaders().containsKey("Transfer-Encoding") || length != null && !"0".equals(length.strip());
    }
}
