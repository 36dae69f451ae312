package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.InputStream;
import org.parley.platform.JsonBodies;
import org.parley.security.Caller;

/** Answers in temporary chats, which are not stored; and the list of all the caller's running answers. */
@Path("completions")
public class TemporaryCompletionsResource extends AnswerResource {
    @Inject
    private TemporaryAnswers temporary;

    @Inject
    private CompletionService completions;

    /** Lists the caller's running answers in all conversations. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response running() {
        return list(completions.running(caller().userId()));
    }

    /** Has a chat answered and returns the complete answer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(AnswerJson.MEDIA_TYPE)
    public void answer(InputStream body, @Suspended AsyncResponse later) {
        whole(begin(body).answer(), later);
    }

    /** Has a chat answered and streams the answer; closing the stream stops it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(AnswerStream.MEDIA_TYPE)
    public void stream(
            InputStream body, @QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        TemporaryAnswer started = begin(body);
        stream(started.answer(), html, sink, sse, started.stop());
    }

    private TemporaryAnswer begin(InputStream body) {
        Caller caller = caller();
        return temporary.begin(caller, TemporaryChat.of(JsonBodies.read(body), caller));
    }
}
