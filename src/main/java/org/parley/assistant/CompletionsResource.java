package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.InputStream;
import java.util.Locale;
import org.parley.answer.Answer;
import org.parley.message.ConversationKey;
import org.parley.platform.JsonBodies;
import org.parley.platform.ProblemException;

/**
 * Answers in one of the caller's conversations: requests one, joins the running one, stops one. The client gets each as
 * JSON once it is stored, or as a stream of events while it grows (docs/architecture.md).
 */
@Path("conversations/{id}/completions")
public class CompletionsResource extends AnswerResource {
    @Inject
    private CompletionService completions;

    @PathParam("id")
    private String id;

    /** Has a message answered and returns the stored answer. The body is optional. */
    @POST
    @Produces(AnswerJson.MEDIA_TYPE)
    public void answer(InputStream body, @Suspended AsyncResponse later) {
        whole(begin(body), later);
    }

    /** Has a message answered and streams the answer. The body is optional. */
    @POST
    @Produces(AnswerStream.MEDIA_TYPE)
    public void stream(
            InputStream body, @QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        stream(begin(body), html, sink, sse);
    }

    /** Lists the conversation's running answers. */
    @GET
    @Produces(AnswerJson.MEDIA_TYPE)
    public Response running() {
        return list(completions.running(conversation()));
    }

    /** Joins the conversation's newest running answer; 204 if there is none. */
    @GET
    @Produces(AnswerStream.MEDIA_TYPE)
    public void join(@QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        Answer answer = completions
                .newest(conversation())
                .orElseThrow(
                        () -> new WebApplicationException(Response.noContent().build()));
        stream(answer, html, sink, sse);
    }

    /** Stops an answer; 204 once its text so far is stored. */
    @DELETE
    @Path("{answer}")
    @Produces(AnswerJson.MEDIA_TYPE)
    public void stop(@PathParam("answer") String answer, @Suspended AsyncResponse later) {
        stopped(completions.stop(conversation(), answer), later);
    }

    private Answer begin(InputStream body) {
        byte[] bytes = JsonBodies.bytes(body);
        String type = contentType();
        if (bytes.length > 0 && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))) {
            throw new ProblemException(415, "Send the body as application/json");
        }
        JsonObject json = bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : JsonBodies.parse(bytes);
        CompletionRequest request = CompletionRequest.of(json);
        return completions.answer(caller(), conversation(), request);
    }

    private ConversationKey conversation() {
        return ConversationKey.of(caller().userId(), id);
    }
}
