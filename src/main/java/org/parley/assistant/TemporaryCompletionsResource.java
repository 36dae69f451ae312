package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.parley.assistant.TemporaryAnswers.Started;
import org.parley.platform.JsonBodies;
import org.parley.security.Caller;
import org.parley.security.Presence;

/** Answers outside of any conversation, which are stored nowhere; and a list of what is being answered everywhere. */
@Path("completions")
public class TemporaryCompletionsResource {
    @Inject
    private TemporaryAnswers temporary;

    @Inject
    private Completions completions;

    @Inject
    private Watchers watchers;

    @Inject
    private Presence presence;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** All answers that are being given to the caller, in any conversation. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response running() {
        return Response.ok(AnswerJson.running(
                                completions.running(Caller.of(request).userId()))
                        .toString())
                .build();
    }

    /** Has a chat answered, and answers with the whole answer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(AnswerJson.MEDIA_TYPE)
    public void answer(InputStream body, @Suspended AsyncResponse later) {
        watchers.whole(begin(body).answer(), later);
    }

    /** Has a chat answered, and sends the answer as it grows; it ends when nobody listens any more. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(AnswerStream.MEDIA_TYPE)
    public void stream(
            InputStream body, @QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        Started started = begin(body);
        AnswerStream stream = new AnswerStream(started.answer(), sink, sse, html, presence.of(request));
        stream.whenClosed(started.cancel());
        watchers.events(stream, request, response);
    }

    private Started begin(InputStream body) {
        Caller caller = Caller.of(request);
        return temporary.answer(caller, TemporaryChat.of(JsonBodies.read(body), caller));
    }
}
