package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonNumber;
import org.bson.RawBsonDocument;

/** Writes conversations and messages in the form of the wire. Optional fields without a value are left out. */
final class ConversationJson {
    private static final byte[] AVERAGE = Metadata.AVERAGE.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOKENS = Metadata.TOKENS.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIME = Metadata.TIME.getBytes(StandardCharsets.US_ASCII);

    private ConversationJson() {}

    /** Writes everything but the messages; the object stays open. */
    static void header(JsonGenerator json, StoredConversation conversation) throws IOException {
        json.writeStringField("id", conversation.id());
        conversation.writeOwner(json);
        conversation.writeTitle(json);
        json.writeStringField("status", conversation.status().wire());
        metadata(json, conversation.metadataFields());
        instant(json, "created_at", conversation.createdAt().or(conversation::updatedAt));
        instant(json, "updated_at", conversation.updatedAt().or(conversation::createdAt));
    }

    /** Writes a whole entry of a list without messages. */
    static void summary(JsonGenerator json, StoredConversation conversation, int messageCount) throws IOException {
        json.writeStartObject();
        header(json, conversation);
        json.writeNumberField("message_count", messageCount);
        json.writeArrayFieldStart("tags");
        for (String tag : conversation.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        conversation.writePreview(json);
        json.writeEndObject();
    }

    /** Writes one message. */
    static void message(JsonGenerator json, String conversationId, StoredMessage message, int seq) throws IOException {
        json.writeStartObject();
        fields(json, conversationId, message, seq);
        json.writeEndObject();
    }

    /** Writes everything of a message; the object stays open. */
    static void fields(JsonGenerator json, String conversationId, StoredMessage message, int seq) throws IOException {
        json.writeFieldName("id");
        message.writeId(json, conversationId, seq);
        json.writeNumberField("seq", seq);
        json.writeStringField("role", message.role().wire());
        json.writeFieldName("content");
        message.writeContent(json);
        instant(json, "timestamp", message.timestamp());
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
        Optional<Integer> parent = message.parent(seq);
        if (parent.isPresent()) {
            json.writeNumberField("parent", parent.get());
        }
    }

    /**
     * Writes the metadata as a field of the open object. Tokens a second over all answers are computed here, so that they
     * are right whatever appends ran at once.
     */
    static void metadata(JsonGenerator json, BsonFields fields) throws IOException {
        double tokens = Double.NaN;
        double time = 0;
        json.writeObjectFieldStart("metadata");
        while (fields.next()) {
            if (fields.isNamed(AVERAGE)) {
                continue;
            }
            if (fields.isNamed(TOKENS)) {
                tokens = number(fields);
            } else if (fields.isNamed(TIME)) {
                time = number(fields);
            }
            json.writeFieldName(fields.name());
            BsonJson.value(json, fields);
        }
        if (time > 0 && !Double.isNaN(tokens)) {
            json.writeFieldName(Metadata.AVERAGE);
            BsonJson.number(json, tokens / time);
        }
        json.writeEndObject();
    }

    private static double number(BsonFields field) {
        return field.value() instanceof BsonNumber number ? number.doubleValue() : Double.NaN;
    }

    private static void instant(JsonGenerator json, String field, Optional<Instant> instant) throws IOException {
        if (instant.isPresent()) {
            json.writeFieldName(field);
            BsonJson.instant(json, instant.get());
        }
    }
}
