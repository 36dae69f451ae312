package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.parley.conversation.ThreadPage.Placed;

/** Writes a page of a branch in the form of the wire. */
final class ThreadJson {
    private ThreadJson() {}

    /** Writes the page; {@code siblings} only where there is a choice. */
    static void write(JsonGenerator json, ThreadPage page) throws IOException {
        StoredConversation conversation = page.conversation();
        json.writeStartObject();
        json.writeStringField("id", conversation.id());
        json.writeStringField("title", conversation.title());
        json.writeNumberField("head", page.head());
        json.writeNumberField("message_count", page.messageCount());
        json.writeBooleanField("has_more", page.hasMore());
        ConversationJson.metadata(json, conversation.metadata());
        json.writeArrayFieldStart("messages");
        for (Placed placed : page.messages()) {
            message(json, conversation.id(), placed);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, String conversationId, Placed placed) throws IOException {
        json.writeStartObject();
        ConversationJson.fields(json, conversationId, placed.message(), placed.seq());
        if (placed.siblings().size() > 1) {
            json.writeArrayFieldStart("siblings");
            for (int sibling : placed.siblings()) {
                json.writeNumber(sibling);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
