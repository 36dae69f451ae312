package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.parley.answer.Answer;
import org.parley.answer.AnswerService.Snapshot;
import org.parley.platform.JsonBody;
import org.parley.security.Caller;
import org.parley.security.SignedInCheck;

/** What the completion resources share: who is asking, and sending an answer as JSON or as a stream of events. */
public abstract class AnswerResource {
    @Inject
    private AnswerSender sender;

    @Inject
    private SignedInCheck presence;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    Caller caller() {
        return Caller.of(request);
    }

    String contentType() {
        return request.getContentType();
    }

    /** A list of running answers. */
    Response list(List<Snapshot> running) {
        return Response.ok(JsonBody.text(JsonBody.object(json -> AnswerJson.running(json, running))))
                .build();
    }

    /** Sends the answer at its end. */
    void whole(Answer answer, AsyncResponse later) {
        sender.whole(answer, later);
    }

    /** Answers 204 when an answer has been stopped and stored. */
    void stopped(CompletionStage<Void> stopping, AsyncResponse later) {
        sender.stopped(stopping, later);
    }

    /** Sends the answer while it grows: as text, or as rendered blocks. */
    void stream(Answer answer, boolean html, SseEventSink sink, Sse sse) {
        stream(answer, html, sink, sse, () -> {});
    }

    /** Sends the answer while it grows, and runs a task when the stream closes, for whatever reason. */
    void stream(Answer answer, boolean html, SseEventSink sink, Sse sse, Runnable onClose) {
        AnswerStream stream = new AnswerStream(answer, sink, sse, html, presence.of(request), onClose);
        sender.stream(stream, request, response);
    }
}
