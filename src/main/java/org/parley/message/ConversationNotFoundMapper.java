package org.parley.message;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.parley.platform.Operations;
import org.parley.platform.Problems;

/** Answers 404, and tells the audit log if it was another user's conversation. */
@Provider
public class ConversationNotFoundMapper implements ExceptionMapper<ConversationNotFoundException> {
    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(ConversationNotFoundException exception) {
        if (exception.foreign()) {
            Operations.foreign(request);
        }
        return Problems.response(exception);
    }
}
