package org.parley.conversation;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.bson.Document;

/**
 * What {@code POST /conversations} asks for; every field has a default.
 *
 * @param title "New Conversation" when it is absent
 * @param messages none when they are absent
 * @param metadata empty when it is absent
 */
record NewConversation(String title, List<NewMessage> messages, Document metadata) {
    /** Reads and checks a body. */
    static NewConversation of(JsonObject body, Clock clock) {
        boolean untitled = MessageInput.isAbsent(body.get("title"));
        boolean bare = MessageInput.isAbsent(body.get("metadata"));
        return new NewConversation(
                untitled ? Title.DEFAULT : Title.of(body.get("title")),
                MessageInput.messages(body.get("messages"), clock),
                bare ? new Document() : Metadata.merged(new Document(), Metadata.of(body.get("metadata"))));
    }
}
