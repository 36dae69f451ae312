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
import org.parley.listing.ListFilter;
import org.parley.platform.JsonBody;
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
     * @param tag only those with this tag, however it is spelled
     * @param project only those in the project with this id
     * @param pinned {@code true} for pinned ones only
     */
    @GET
    public Response count(
            @QueryParam("status") String status,
            @QueryParam("tag") String tag,
            @QueryParam("project") String project,
            @QueryParam("pinned") String pinned) {
        ListFilter filter = ListFilter.of(status, tag, project, pinned);
        long count = service.count(Caller.of(request).userId(), filter);
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("count", count);
                    json.writeEndObject();
                })
                .build();
    }
}
