package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.parley.conversation.MessageService;
import org.parley.conversation.NewMessage;
import org.parley.conversation.Role;
import org.parley.conversation.SpokenMessage;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Answers for whoever can only wait until an answer is whole: a page without scripts. */
@ApplicationScoped
public class WholeAnswers {
    private static final int CONTEXT = 50;

    private final Assistant assistant;
    private final MessageService messages;
    private final Clock clock;

    /** For the client proxy. */
    protected WholeAnswers() {
        this(null, null, null);
    }

    @Inject
    WholeAnswers(Assistant assistant, MessageService messages, Clock clock) {
        this.assistant = assistant;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Has the newest message of a conversation answered, and waits until the answer is stored.
     *
     * @throws ProblemException 409 if the newest message is not the user's, 404 if the user has no such conversation
     */
    public void answer(Caller caller, String conversationId) {
        List<SpokenMessage> newest = messages.newest(caller.userId(), conversationId, CONTEXT);
        if (newest.isEmpty() || newest.get(newest.size() - 1).role() != Role.USER) {
            throw new ProblemException(409, "There is nothing to answer: the newest message is not a user's");
        }
        NewMessage answer = new NewMessage(
                Role.ASSISTANT,
                assistant.answer(newest),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                assistant.name(),
                null);
        messages.append(caller.userId(), conversationId, answer);
    }
}
