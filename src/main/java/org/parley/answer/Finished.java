package org.parley.answer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.parley.answer.Answer.AnswerKey;
import org.parley.conversation.FinishReason;
import org.parley.conversation.NewMessage;
import org.parley.conversation.Role;

/**
 * What is going to be stored of an answer.
 *
 * @param text all there is of it
 * @param reason why it is not whole; empty when it is
 * @param metrics what it cost, or null when nobody knows
 * @param at when it ended
 */
record Finished(String text, Optional<FinishReason> reason, Map<String, Object> metrics, Instant at) {
    /** Reads it from an answer's document; one that its node has not finished is interrupted, or stopped if asked. */
    static Finished of(Document answer, Instant now) {
        String text = answer.getString("text");
        if (AnswerState.ENDING.wire().equals(answer.getString("state"))) {
            return new Finished(
                    text,
                    Optional.ofNullable(answer.getString("finish_reason")).flatMap(FinishReason::of),
                    answer.get("metrics", Document.class),
                    answer.getDate("ended_at").toInstant());
        }
        boolean stop = answer.getBoolean("stop", false);
        return new Finished(text, Optional.of(stop ? FinishReason.STOPPED : FinishReason.INTERRUPTED), null, now);
    }

    NewMessage message(AnswerKey key) {
        return new NewMessage(Role.ASSISTANT, text, at, key.model(), metrics, key.parent(), reason.orElse(null));
    }

    /** The same without the message it answers, for when that one is not there any more. */
    NewMessage atTheEnd(AnswerKey key) {
        return new NewMessage(Role.ASSISTANT, text, at, key.model(), metrics, null, reason.orElse(null));
    }
}
