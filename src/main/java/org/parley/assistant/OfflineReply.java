package org.parley.assistant;

import java.util.Optional;
import org.parley.message.Role;
import org.parley.message.SpokenMessage;
import org.parley.model.Model;
import org.parley.model.Turn;
import org.parley.model.Turn.Speaker;

/** The fixed replies of an installation without a model. They are stored and shown, but no model receives them. */
final class OfflineReply {
    /** In a conversation. */
    static final String KEPT =
            "No model is connected, so there is no answer to this yet. Your message is kept in this conversation.";

    /** In a temporary chat. */
    static final String TEMPORARY = "No model is connected, so there is no answer to this.";

    private OfflineReply() {}

    /** Whether a stored message is such a reply. */
    static boolean is(SpokenMessage message) {
        return message.role() == Role.ASSISTANT
                && (message.model().equals(Optional.of(Model.OFFLINE.id())) || isText(message.content()));
    }

    /** Whether a message of a temporary chat, which does not name its model, is such a reply. */
    static boolean is(Turn turn) {
        return turn.speaker() == Speaker.ASSISTANT && isText(turn.text());
    }

    private static boolean isText(String text) {
        return text.equals(KEPT) || text.equals(TEMPORARY);
    }
}
