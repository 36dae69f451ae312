package org.parley.answer;

import jakarta.inject.Inject;
import java.util.Optional;
import org.parley.conversation.AssistantMetadata;
import org.parley.conversation.MessageService;
import org.parley.message.WrittenMessage;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/** Stores finished answers as messages of their conversations. Storing one again has no effect. */
@Component
class AnswerMessages {
    private final MessageService messages;
    private final AssistantMetadata metadata;

    @Inject
    AnswerMessages(MessageService messages, AssistantMetadata metadata) {
        this.messages = messages;
        this.metadata = metadata;
    }

    /**
     * Stores an answer unless it is already stored.
     *
     * @param tried whether an earlier attempt may have succeeded. If the answered message was replaced meanwhile, that
     *     attempt may have put the answer elsewhere, so the whole conversation is searched
     * @throws ProblemException 404 if the conversation is gone
     */
    void store(AnswerKey key, FinishedAnswer finished, boolean tried) {
        if (tried && find(key).isPresent()) {
            return;
        }
        try {
            messages.appendOnce(key.conversation(), finished.message(key), key.id());
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            // The answered message was replaced, or there are too many branches: the answer goes to the end.
            messages.appendOnce(key.conversation(), finished.atTheEnd(key), key.id());
        }
    }

    /** Adds the time until the first token to the conversation's thinking times. */
    void addThinkingTime(AnswerKey key, double seconds) {
        metadata.addThinkingTime(key.conversation(), seconds);
    }

    /** The message the answer became; empty if it is not stored. */
    Optional<WrittenMessage> find(AnswerKey key) {
        return messages.message(key.conversation(), key.id());
    }
}
