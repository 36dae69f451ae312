package org.parley.conversation;

import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.parley.platform.Instants;

/** Writes conversations and messages in the form of the wire. Optional fields without a value are left out. */
final class ConversationJson {
    private static final int PREVIEW_CHARACTERS = 160;
    private static final Set<String> WRITTEN_BY_US = Set.of(Metadata.AVERAGE);

    private ConversationJson() {}

    /** Writes everything but the messages; the object stays open. */
    static void header(JsonGenerator json, StoredConversation conversation) {
        json.write("id", conversation.id())
                .write("user_id", conversation.ownerId())
                .write("title", conversation.title())
                .write("status", conversation.status().wire());
        metadata(json, conversation.metadata());
        instant(json, "created_at", conversation.createdAt().or(conversation::updatedAt));
        instant(json, "updated_at", conversation.updatedAt().or(conversation::createdAt));
    }

    /** Writes a whole entry of a list without messages. */
    static void summary(JsonGenerator json, StoredConversation conversation, int messageCount) {
        json.writeStartObject();
        header(json, conversation);
        json.write("message_count", messageCount);
        json.writeStartArray("tags");
        conversation.tags().forEach(json::write);
        json.writeEnd();
        if (!conversation.tail().isEmpty()) {
            BsonValue newest = conversation.tail().get(conversation.tail().size() - 1);
            json.write("preview", preview(StoredMessage.of(newest).content()));
        }
        json.writeEnd();
    }

    /** Writes one message. */
    static void message(JsonGenerator json, String conversationId, StoredMessage message, int seq) {
        json.writeStartObject();
        fields(json, conversationId, message, seq);
        json.writeEnd();
    }

    /** Writes everything of a message; the object stays open. */
    static void fields(JsonGenerator json, String conversationId, StoredMessage message, int seq) {
        json.write("id", message.id().orElseGet(() -> conversationId + "-" + seq))
                .write("seq", seq)
                .write("role", message.role().wire())
                .write("content", message.content());
        instant(json, "timestamp", message.timestamp());
        message.model().ifPresent(model -> json.write("model", model));
        message.metrics().ifPresent(metrics -> BsonJson.write(json, "metrics", metrics));
        message.finishReason().ifPresent(reason -> json.write("finish_reason", reason.wire()));
        message.parent(seq).ifPresent(parent -> json.write("parent", parent));
    }

    /** The first characters of a text, never half a character. */
    static String preview(String content) {
        int characters = Math.min(PREVIEW_CHARACTERS, content.codePointCount(0, content.length()));
        return content.substring(0, content.offsetByCodePoints(0, characters));
    }

    /** Writes the metadata as a field of the open object. */
    static void metadata(JsonGenerator json, BsonDocument metadata) {
        json.writeStartObject("metadata");
        for (Map.Entry<String, BsonValue> entry : metadata.entrySet()) {
            if (!WRITTEN_BY_US.contains(entry.getKey())) {
                BsonJson.write(json, entry.getKey(), entry.getValue());
            }
        }
        speed(metadata).ifPresent(average -> json.write(Metadata.AVERAGE, average));
        json.writeEnd();
    }

    /** Tokens a second over all answers: computed here, so that it is right whatever appends ran at once. */
    private static Optional<Double> speed(BsonDocument metadata) {
        BsonValue tokens = metadata.get(Metadata.TOKENS);
        BsonValue time = metadata.get(Metadata.TIME);
        boolean known = tokens != null && tokens.isNumber() && time != null && time.isNumber();
        return known && time.asNumber().doubleValue() > 0
                ? Optional.of(tokens.asNumber().doubleValue() / time.asNumber().doubleValue())
                : Optional.empty();
    }

    private static void instant(JsonGenerator json, String field, Optional<Instant> instant) {
        instant.ifPresent(value -> json.write(field, Instants.format(value)));
    }
}
