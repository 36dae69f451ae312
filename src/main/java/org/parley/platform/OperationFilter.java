package org.parley.platform;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Records every answer of the REST API, errors included, before its first byte leaves. Runs after the other response
 * filters (low priority value means late in a response chain), so that the status it sees is the one that is sent.
 */
@Provider
@Priority(1)
public class OperationFilter implements ContainerResponseFilter {
    @Inject
    private Operations operations;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext in, ContainerResponseContext out) {
        operations.completed(request, out.getStatus());
    }
}
