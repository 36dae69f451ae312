package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.parley.assistant.BlockingAnswers;
import org.parley.message.ConversationKey;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Has a message answered for a page without scripts, which waits until the answer is whole. */
@RequestScoped
class BasicAnswer {
    private static final int WAITING = 202;

    @Inject
    private BlockingAnswers answers;

    @Inject
    private Wording wording;

    /**
     * What became of it.
     *
     * @param status 200, or 202 when the answer is still being written, else the status of the refusal: the message
     *     itself is kept in any case
     */
    record Outcome(int status) {}

    /** Waits for the answer to the newest message; a message that has its answer already is left alone. */
    Outcome to(Caller caller, String conversation) {
        try {
            return new Outcome(
                    answers.answer(caller, ConversationKey.of(caller.userId(), conversation)) ? 200 : WAITING);
        } catch (ProblemException refused) {
            return new Outcome(refused.status() == 409 ? 200 : refused.status());
        }
    }

    /** The words for the outcome in the address; null if there is none or it is not one of ours. */
    String words(String status) {
        return status == null
                ? null
                : switch (status) {
                    case "202" -> wording.of("basic.answer.202");
                    case "502" -> wording.of("basic.answer.502");
                    case "504" -> wording.of("basic.answer.504");
                    case "429" -> wording.of("basic.answer.429");
                    default -> wording.of("basic.answer.failed");
                };
    }
}
