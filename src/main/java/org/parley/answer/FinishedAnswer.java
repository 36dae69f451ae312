package org.parley.answer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.parley.message.FinishReason;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.message.Thought;

/**
 * An answer that is about to be stored as a message.
 *
 * @param text the complete text
 * @param thought what the model thought before it; empty for nothing
 * @param reason why it is incomplete; empty if it is complete
 * @param metrics time and tokens; empty if unknown
 * @param at when it ended
 */
record FinishedAnswer(
        String text,
        Optional<Thought> thought,
        Optional<FinishReason> reason,
        Optional<Map<String, Object>> metrics,
        Instant at) {
    /** A message that continues the message it answers. */
    NewMessage message(AnswerKey key) {
        return new NewMessage(
                        Role.ASSISTANT,
                        text,
                        at,
                        Optional.of(key.model()),
                        metrics,
                        Optional.ofNullable(key.parent()),
                        reason)
                .withThought(thought);
    }

    /** A message at the end of the conversation, for when the message it answers is no longer there. */
    NewMessage atTheEnd(AnswerKey key) {
        return message(key).withParent(Optional.empty());
    }
}
