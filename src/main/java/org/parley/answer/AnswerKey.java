package org.parley.answer;

import java.time.Instant;
import org.parley.message.ConversationKey;

/**
 * What is known about an answer when it starts.
 *
 * @param id the id of the message it will become
 * @param conversationId its conversation; empty for a temporary chat
 * @param userId the owner of the conversation
 * @param model id of the model that answers
 * @param parent the {@code seq} of the message it answers; -1 for a temporary chat
 * @param startedAt when it was requested
 */
public record AnswerKey(String id, String conversationId, String userId, String model, int parent, Instant startedAt) {
    /** The key of an answer that is not stored. */
    public static AnswerKey temporary(String id, String userId, String model, Instant startedAt) {
        return new AnswerKey(id, "", userId, model, -1, startedAt);
    }

    /**
     * Its conversation. The id is read only here, because a document that another program has changed may hold any text.
     *
     * @throws org.parley.message.ConversationNotFoundException if the id is malformed, as that of a temporary chat
     */
    public ConversationKey conversation() {
        return ConversationKey.of(userId, conversationId);
    }

    /** Whether it belongs to a temporary chat, which has no conversation. */
    public boolean isTemporary() {
        return conversationId.isEmpty();
    }
}
