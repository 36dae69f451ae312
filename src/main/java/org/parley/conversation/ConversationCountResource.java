package org.parley.conversation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.parley.security.Caller;

/** How many conversations the caller has. */
@Path("conversations/stats/count")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationCountResource {
    @Inject
    private ConversationService service;

    @Context
    private HttpServletRequest request;

    /**
     * Counts.
     *
     * @param status {@code active} (default), {@code archived} or {@code all}
     */
    @GET
    public Response count(@QueryParam("status") String status) {
        long count = service.count(Caller.of(request).userId(), Parameters.status(status));
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("count", count);
                    json.writeEndObject();
                })
                .build();
    }
}
