package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.parley.conversation.AppendedMessage;
import org.parley.conversation.MessageService;
import org.parley.conversation.NewMessage;
import org.parley.conversation.Role;
import org.parley.conversation.SpokenMessage;
import org.parley.platform.Instants;
import org.parley.platform.JsonFactory;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Has the assistant answer the newest message of one of the caller's conversations. */
@Path("conversations/{id}/completions")
@Produces(MediaType.APPLICATION_JSON)
public class CompletionsResource {
    /** How much of the conversation the assistant is shown, in messages. */
    private static final int CONTEXT = 50;

    @Inject
    private Assistant assistant;

    @Inject
    private MessageService messages;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /**
     * Answers, and keeps the answer as the conversation's newest message.
     *
     * @return 200 with the stored message
     * @throws ProblemException 409 if the newest message is not the user's, so that nothing is answered twice
     */
    @POST
    public Response answer(@PathParam("id") String id) {
        String userId = Caller.of(request).userId();
        List<SpokenMessage> newest = messages.newest(userId, id, CONTEXT);
        if (newest.isEmpty() || newest.get(newest.size() - 1).role() != Role.USER) {
            throw new ProblemException(409, "There is nothing to answer: the newest message is not a user's");
        }
        NewMessage answer = new NewMessage(
                Role.ASSISTANT,
                assistant.answer(newest),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                assistant.name(),
                null);
        AppendedMessage kept = messages.append(userId, id, answer);
        return Response.ok(JsonFactory.object()
                        .add("id", kept.id())
                        .add("conversation_id", kept.conversationId())
                        .add("seq", kept.seq())
                        .add("role", answer.role().wire())
                        .add("content", answer.content())
                        .add("timestamp", Instants.format(answer.timestamp()))
                        .add("model", answer.model())
                        .build()
                        .toString())
                .build();
    }
}
