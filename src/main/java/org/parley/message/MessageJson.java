package org.parley.message;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.parley.bson.BsonJson;

/** Writes messages in the form of the wire. Optional fields without a value are left out. */
public final class MessageJson {
    private MessageJson() {}

    /** Writes one message. */
    public static void message(JsonGenerator json, String conversationId, StoredMessage message, int seq)
            throws IOException {
        json.writeStartObject();
        fields(json, conversationId, message, seq);
        json.writeEndObject();
    }

    /** Writes everything of a message; the object stays open. */
    public static void fields(JsonGenerator json, String conversationId, StoredMessage message, int seq)
            throws IOException {
        json.writeFieldName("id");
        message.writeId(json, conversationId, seq);
        json.writeNumberField("seq", seq);
        json.writeStringField("role", message.role().wire());
        json.writeFieldName("content");
        message.writeContent(json);
        Optional<Instant> timestamp = message.timestamp();
        if (timestamp.isPresent()) {
            json.writeFieldName("timestamp");
            BsonJson.instant(json, timestamp.get());
        }
        Optional<String> model = message.model();
        if (model.isPresent()) {
            json.writeStringField("model", model.get());
        }
        Optional<RawBsonDocument> metrics = message.metrics();
        if (metrics.isPresent()) {
            json.writeFieldName("metrics");
            BsonJson.write(json, metrics.get());
        }
        Optional<FinishReason> finishReason = message.finishReason();
        if (finishReason.isPresent()) {
            json.writeStringField("finish_reason", finishReason.get().wire());
        }
        Optional<String> thought = message.thought();
        if (thought.isPresent()) {
            json.writeStringField(Thought.TEXT, thought.get());
        }
        Optional<Double> seconds = message.thoughtSeconds();
        if (seconds.isPresent()) {
            json.writeFieldName(Thought.SECONDS);
            BsonJson.number(json, seconds.get());
        }
        message.writeEnclosures(json);
        Optional<Integer> parent = message.parent(seq);
        if (parent.isPresent()) {
            json.writeNumberField("parent", parent.get());
        }
    }
}
