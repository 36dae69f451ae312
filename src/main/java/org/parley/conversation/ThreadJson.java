package org.parley.conversation;

import jakarta.json.stream.JsonGenerator;
import org.parley.conversation.ThreadPage.Placed;

/** Writes a page of a branch in the form of the wire. */
final class ThreadJson {
    private ThreadJson() {}

    /** Writes the page; {@code siblings} only where there is a choice. */
    static void write(JsonGenerator json, ThreadPage page) {
        StoredConversation conversation = page.conversation();
        json.writeStartObject()
                .write("id", conversation.id())
                .write("title", conversation.title())
                .write("head", page.head())
                .write("message_count", page.messageCount())
                .write("has_more", page.hasMore());
        ConversationJson.metadata(json, conversation.metadata());
        json.writeStartArray("messages");
        page.messages().forEach(placed -> message(json, conversation.id(), placed));
        json.writeEnd().writeEnd();
    }

    private static void message(JsonGenerator json, String conversationId, Placed placed) {
        json.writeStartObject();
        ConversationJson.fields(json, conversationId, placed.message(), placed.seq());
        if (placed.siblings().size() > 1) {
            json.writeStartArray("siblings");
            placed.siblings().forEach(json::write);
            json.writeEnd();
        }
        json.writeEnd();
    }
}
