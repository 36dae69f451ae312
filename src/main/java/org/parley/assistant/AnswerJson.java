package org.parley.assistant;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.parley.answer.Answer.AnswerKey;
import org.parley.answer.AnswerService.Glance;
import org.parley.platform.Instants;
import org.parley.platform.JsonFactory;

/** Writes answers in the form of the wire. */
final class AnswerJson {
    /** For whoever does not ask for events: both servers read the quality of what is offered. */
    static final String MEDIA_TYPE = "application/json;qs=1";

    private AnswerJson() {}

    /** The first event of a stream; one of a temporary chat has no ids. */
    static JsonObject started(AnswerKey key) {
        JsonObjectBuilder start = JsonFactory.object();
        if (key.conversationId() != null) {
            start.add("id", key.id()).add("conversation_id", key.conversationId());
        }
        start.add("model", key.model());
        if (key.conversationId() != null) {
            start.add("parent", key.parent());
        }
        return start.add("started_at", Instants.format(key.startedAt())).build();
    }

    /** The last event of a stream without an answer: what a problem body says. */
    static JsonObject failed(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return JsonFactory.object()
                .add("status", status)
                .add("title", known == null ? "Error" : known.getReasonPhrase())
                .add("detail", detail)
                .build();
    }

    /** The list of what is running. */
    static JsonObject running(List<Glance> answers) {
        var list = JsonFactory.array();
        for (Glance answer : answers) {
            JsonObjectBuilder one = JsonFactory.object(started(answer.key()));
            list.add(one.add("text", answer.text()));
        }
        return JsonFactory.object().add("running", list).build();
    }
}
