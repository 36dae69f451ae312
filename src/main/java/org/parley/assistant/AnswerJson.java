package org.parley.assistant;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.parley.answer.AnswerKey;
import org.parley.answer.AnswerService.Snapshot;
import org.parley.platform.Instants;

/** Writes answers in the form of the wire, each time the fields of an open object. */
final class AnswerJson {
    /** Preferred when the client accepts anything: both servers honour {@code qs}. */
    static final String MEDIA_TYPE = "application/json;qs=1";

    private AnswerJson() {}

    /** Writes what is known of an answer when it starts; no ids for a temporary chat. */
    static void started(JsonGenerator json, AnswerKey key) throws IOException {
        if (key.isTemporary()) {
            json.writeStringField("model", key.model());
        } else {
            json.writeStringField("id", key.id());
            json.writeStringField("conversation_id", key.conversationId());
            json.writeStringField("model", key.model());
            json.writeNumberField("parent", key.parent());
        }
        json.writeStringField("started_at", Instants.format(key.startedAt()));
    }

    /** Writes why there is no answer: the fields of a problem body. */
    static void failed(JsonGenerator json, int status, String detail) throws IOException {
        Response.Status known = Response.Status.fromStatusCode(status);
        json.writeNumberField("status", status);
        json.writeStringField("title", known == null ? "Error" : known.getReasonPhrase());
        json.writeStringField("detail", detail);
    }

    /** Writes the list of running answers. */
    static void running(JsonGenerator json, List<Snapshot> answers) throws IOException {
        json.writeArrayFieldStart("running");
        for (Snapshot answer : answers) {
            json.writeStartObject();
            started(json, answer.key());
            json.writeStringField("text", answer.text());
            if (!answer.thought().isEmpty()) {
                json.writeStringField("reasoning", answer.thought());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
