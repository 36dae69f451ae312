package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import java.util.Optional;
import org.parley.answer.Answer;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonFactory;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.Presence;

/**
 * Answers in one of the caller's conversations: has one given, watches the one that is being given, stops one. Each is
 * answered as JSON, when the answer is whole, or as a stream of events while it grows (docs/architecture.md).
 */
@Path("conversations/{id}/completions")
public class CompletionsResource {
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

    @PathParam("id")
    private String id;

    /** Has a message answered, and answers with the stored answer. The body may be missing. */
    @POST
    @Produces(AnswerJson.MEDIA_TYPE)
    public void answer(InputStream body, @Suspended AsyncResponse later) {
        watchers.whole(begin(body), later);
    }

    /** Has a message answered, and sends the answer as it grows. */
    @POST
    @Produces(AnswerStream.MEDIA_TYPE)
    public void stream(
            InputStream body, @QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        send(begin(body), html, sink, sse);
    }

    /** What is being answered now. */
    @GET
    @Produces(AnswerJson.MEDIA_TYPE)
    public Response running() {
        return Response.ok(AnswerJson.running(
                                completions.running(Caller.of(request).userId(), id))
                        .toString())
                .build();
    }

    /** Joins the newest answer that is being given; 204 when there is none. */
    @GET
    @Produces(AnswerStream.MEDIA_TYPE)
    public void join(@QueryParam("render") String render, @Context SseEventSink sink, @Context Sse sse) {
        boolean html = AnswerStream.html(render);
        Answer answer = completions
                .newest(Caller.of(request).userId(), id)
                .orElseThrow(
                        () -> new WebApplicationException(Response.noContent().build()));
        send(answer, html, sink, sse);
    }

    /** Stops an answer; answered when what there is of it is stored. */
    @DELETE
    @Path("{answer}")
    @Produces(AnswerJson.MEDIA_TYPE)
    public void stop(@PathParam("answer") String answer, @Suspended AsyncResponse later) {
        watchers.whenEnded(
                completions.stop(Caller.of(request).userId(), id, answer),
                ending -> later.resume(Response.noContent().build()));
    }

    private Answer begin(InputStream body) {
        byte[] bytes = JsonBodies.bytes(body);
        String type = request.getContentType();
        if (bytes.length > 0 && type != null && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ProblemException(415, "Send the body as application/json");
        }
        JsonObject wanted = bytes.length == 0 ? JsonFactory.object().build() : JsonBodies.parse(bytes);
        return completions.answer(Caller.of(request), id, parent(wanted.get("parent")), model(wanted.get("model")));
    }

    private void send(Answer answer, boolean html, SseEventSink sink, Sse sse) {
        watchers.events(new AnswerStream(answer, sink, sse, html, presence.of(request)), request, response);
    }

    static Optional<String> model(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw ProblemException.badField("model", "must be a string");
    }

    private static Optional<Integer> parent(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= 0
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return Optional.of(number.intValue());
        }
        throw ProblemException.badField("parent", "must be the seq of a user's message");
    }
}
