package org.parley.answer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.parley.answer.Answer.AnswerKey;
import org.parley.conversation.ConversationFacts;
import org.parley.conversation.ConversationUpkeep;
import org.parley.conversation.MessageService;
import org.parley.conversation.NewMessage;
import org.parley.platform.ProblemException;

/** Stores finished answers as messages of their conversations; as often as it is asked to, each only once. */
@ApplicationScoped
class Keeping {
    private final MessageService messages;
    private final ConversationFacts facts;
    private final ConversationUpkeep upkeep;

    /** For the client proxy. */
    Keeping() {
        this(null, null, null);
    }

    @Inject
    Keeping(MessageService messages, ConversationFacts facts, ConversationUpkeep upkeep) {
        this.messages = messages;
        this.facts = facts;
        this.upkeep = upkeep;
    }

    /**
     * Stores an answer, unless it is there.
     *
     * @param tried whether an earlier try may have come through. It may have put the message elsewhere than this one
     *     would, because what was answered had been replaced; so it is looked for everywhere
     * @throws ProblemException 404 when the conversation is gone
     */
    void keep(AnswerKey key, Finished finished, boolean tried) {
        if (tried && find(key).isPresent()) {
            return;
        }
        NewMessage message = finished.message(key);
        try {
            messages.appendOnce(key.userId(), key.conversationId(), message, key.id());
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            // What it answered was replaced meanwhile, or there are too many branches: it goes to the end.
            messages.appendOnce(key.userId(), key.conversationId(), finished.atTheEnd(key), key.id());
        }
    }

    /** Adds how long an answer was waited for to the conversation's figures. */
    void thoughtFor(AnswerKey key, double seconds) {
        upkeep.addThinkingTime(key.userId(), key.conversationId(), seconds);
    }

    /** The message an answer became, in the form of the wire; empty while it is not there. */
    Optional<JsonObject> find(AnswerKey key) {
        return facts.message(key.userId(), key.conversationId(), key.id());
    }
}
