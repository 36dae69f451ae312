package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.platform.JsonBodies;
import org.parley.platform.Parameters;
import org.parley.security.Caller;

/** One of the caller's conversations. */
@ApplicationScoped
@Path("conversations/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationResource {
    @Inject
    private ConversationService service;

    @Inject
    private ConversationTrash trash;

    @Inject
    private ConversationAnswers answers;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /**
     * The conversation with all its messages, however many, or only what is not messages.
     *
     * @param view {@code full} (default) or {@code summary}: without messages, with {@code message_count} and {@code tags}
     * @param known {@code If-None-Match}; 304 when the conversation is still the same
     */
    @GET
    public Response get(
            @PathParam("id") String id,
            @QueryParam("view") String view,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> known) {
        String userId = Caller.of(request).userId();
        if (Parameters.summary(view)) {
            return answers.summary(ConversationKey.of(userId, id)).build();
        }
        ConversationKey key = ConversationKey.of(userId, id);
        StoredConversation snapshot = answers.snapshot(key);
        if (Precondition.ofLines(known).knows(snapshot)) {
            return Response.notModified().header("ETag", snapshot.etag()).build();
        }
        return answers.whole(200, key, snapshot).build();
    }

    /**
     * Changes title, messages, metadata, status, tags, project or pin; what is absent stays.
     *
     * @param prefer {@code return=minimal} leaves the messages out of the answer
     * @param seen {@code If-Match}; 412 when the conversation has changed since
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(
            @PathParam("id") String id,
            @HeaderParam("Prefer") String prefer,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> seen,
            InputStream body) {
        String userId = Caller.of(request).userId();
        JsonObject json = JsonBodies.read(body);
        ConversationKey key = ConversationKey.of(userId, id);
        service.change(key, Precondition.ofLines(seen), ConversationUpdate.of(json, clock));
        return Parameters.prefersMinimal(prefer)
                ? answers.summary(key)
                        .header("Preference-Applied", "return=minimal")
                        .build()
                : answers.whole(200, key).build();
    }

    /**
     * Puts the conversation into the trash.
     *
     * @param seen {@code If-Match}; 412 when the conversation has changed since
     */
    @DELETE
    public Response delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> seen) {
        trash.delete(ConversationKey.of(Caller.of(request).userId(), id), Precondition.ofLines(seen));
        return Response.noContent().build();
    }
}
