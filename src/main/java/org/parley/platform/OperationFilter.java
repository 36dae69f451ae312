package org.parley.platform;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Records every response of the REST API, errors included, before its first byte is sent. Runs after the other response
 * filters (a low priority value runs late in a response chain), so it sees the status that is sent.
 */
@Provider
@Priority(1)
public class OperationFilter implements ContainerResponseFilter {
    private static final Annotation[] NO_ANNOTATIONS = {};

    @Inject
    private Operations operations;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext in, ContainerResponseContext out) {
        try {
            operations.completed(request, out.getStatus());
        } catch (ProblemException unrecorded) {
            replace(out, Problems.response(unrecorded));
        }
    }

    /**
     * Replaces the response by hand: JAX-RS maps an exception of this filter once, but not if the response already is
     * that of a mapped exception.
     */
    private static void replace(ContainerResponseContext out, Response problem) {
        out.getHeaders().clear();
        out.getHeaders().putAll(problem.getHeaders());
        out.setStatusInfo(problem.getStatusInfo());
        out.setEntity(problem.getEntity(), NO_ANNOTATIONS, problem.getMediaType());
    }
}
