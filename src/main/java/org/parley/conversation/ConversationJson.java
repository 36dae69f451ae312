package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.BsonNumber;
import org.parley.bson.BsonFields;
import org.parley.bson.BsonJson;
import org.parley.conversation.ThreadPage.Placed;
import org.parley.document.Filing;
import org.parley.document.Metadata;
import org.parley.document.StoredConversation;
import org.parley.document.StoredMetadata;
import org.parley.message.MessageJson;
import org.parley.message.Role;

/** Writes conversations and messages in the form of the wire. Optional fields without a value are left out. */
final class ConversationJson {
    private static final byte[] AVERAGE = Metadata.AVERAGE.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOKENS = StoredMetadata.TOKENS.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIME = StoredMetadata.TIME.getBytes(StandardCharsets.US_ASCII);

    private ConversationJson() {}

    /** Writes everything but the messages; the object stays open. */
    static void header(JsonGenerator json, StoredConversation conversation) throws IOException {
        json.writeStringField("id", conversation.id());
        conversation.writeOwner(json);
        conversation.writeTitle(json);
        json.writeStringField("status", conversation.status().wire());
        metadata(json, conversation.metadata().fields());
        instant(json, "created_at", Optional.of(conversation.times().knownCreated()));
        instant(json, "updated_at", Optional.of(conversation.times().knownUpdated()));
        filing(json, conversation.filing());
    }

    private static void filing(JsonGenerator json, Filing filing) throws IOException {
        json.writeArrayFieldStart(Filing.TAGS);
        for (String tag : filing.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeStringField(Filing.PROJECT, filing.project().orElse(null));
        json.writeBooleanField(Filing.PINNED, filing.pinned());
    }

    /** Writes the fields of an entry of a list without messages; the object stays open. */
    static void summary(JsonGenerator json, StoredConversation conversation, int messageCount) throws IOException {
        header(json, conversation);
        json.writeNumberField("message_count", messageCount);
        conversation.writePreview(json);
    }

    /**
     * Writes a page of a branch; {@code siblings} only where there is a choice.
     *
     * @param html renders the content of a message of this role; empty to leave that out
     */
    static void thread(JsonGenerator json, ThreadPage page, Optional<BiFunction<Role, String, String>> html)
            throws IOException {
        StoredConversation conversation = page.conversation();
        json.writeStartObject();
        json.writeStringField("id", conversation.id());
        json.writeStringField("title", conversation.title());
        json.writeNumberField("head", page.head());
        json.writeNumberField("message_count", page.messageCount());
        json.writeBooleanField("has_more", page.hasMore());
        metadata(json, conversation.metadata().fields());
        json.writeArrayFieldStart("messages");
        for (Placed placed : page.messages()) {
            placed(json, conversation.id(), placed, html);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void placed(
            JsonGenerator json, String conversationId, Placed placed, Optional<BiFunction<Role, String, String>> html)
            throws IOException {
        json.writeStartObject();
        MessageJson.fields(json, conversationId, placed.message(), placed.seq());
        if (placed.siblings().size() > 1) {
            json.writeArrayFieldStart("siblings");
            for (int sibling : placed.siblings()) {
                json.writeNumber(sibling);
            }
            json.writeEndArray();
        }
        if (html.isPresent()) {
            json.writeStringField(
                    "html",
                    html.get().apply(placed.message().role(), placed.message().content()));
        }
        json.writeEndObject();
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
