package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.parley.conversation.ThreadPage.Placed;

/** Writes a page of a branch in the form of the wire. */
final class ThreadJson {
    private ThreadJson() {}

    /**
     * Writes the page; {@code siblings} only where there is a choice.
     *
     * @param html renders the contents of messages that are not the user's, or null to leave that out
     */
    static void write(JsonGenerator json, ThreadPage page, UnaryOperator<String> html) throws IOException {
        StoredConversation conversation = page.conversation();
        json.writeStartObject();
        json.writeStringField("id", conversation.id());
        json.writeStringField("title", conversation.title());
        json.writeNumberField("head", page.head());
        json.writeNumberField("message_count", page.messageCount());
        json.writeBooleanField("has_more", page.hasMore());
        ConversationJson.metadata(json, conversation.metadataFields());
        json.writeArrayFieldStart("messages");
        for (Placed placed : page.messages()) {
            message(json, conversation.id(), placed, html);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, String conversationId, Placed placed, UnaryOperator<String> html)
            throws IOException {
        json.writeStartObject();
        ConversationJson.fields(json, conversationId, placed.message(), placed.seq());
        if (placed.siblings().size() > 1) {
            json.writeArrayFieldStart("siblings");
            for (int sibling : placed.siblings()) {
                json.writeNumber(sibling);
            }
            json.writeEndArray();
        }
        if (html != null && placed.message().role() != Role.USER) {
            json.writeStringField("html", html.apply(placed.message().content()));
        }
        json.writeEndObject();
    }
}
