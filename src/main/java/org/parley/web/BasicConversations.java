package org.parley.web;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationListing;
import org.parley.conversation.KeyedWrites;
import org.parley.conversation.MessageService;
import org.parley.conversation.NewConversation;
import org.parley.idempotency.Idempotency;
import org.parley.idempotency.IdempotentRequest;
import org.parley.idempotency.Once;
import org.parley.idempotency.RequestIds;
import org.parley.listing.ListPage;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/** What the basic page needs of conversations, from the services that the REST resources use. */
@Component
class BasicConversations {
    /** How long a second press of the button waits for the first one to be done. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ConversationListing conversations;
    private final MessageService messages;
    private final KeyedWrites keyed;
    private final BasicFiling filing;
    private final Clock clock;

    @Inject
    BasicConversations(
            ConversationListing conversations,
            MessageService messages,
            KeyedWrites keyed,
            BasicFiling filing,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.keyed = keyed;
        this.filing = filing;
        this.clock = clock;
    }

    /**
     * A page of the user's active conversations, newest first.
     *
     * @param cursor {@code next} of the page before; empty for the first page
     * @throws ProblemException 400 for a malformed cursor
     */
    BasicList list(String userId, int limit, Optional<String> cursor) {
        ListPage page = conversations.active(userId, limit, cursor);
        return BasicList.of(page, BasicList.isInProjects(page) ? filing.names(userId) : Map.of());
    }

    /**
     * The newest messages of the branch that the reader chose last; fewer if they are long.
     *
     * @param before only messages with a smaller {@code seq}; empty for the newest
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    BasicThread thread(String userId, String conversationId, int limit, Optional<Integer> before) {
        return thread(ConversationKey.of(userId, conversationId), Optional.empty(), before, limit);
    }

    /**
     * The messages around one, on the newest branch that leads through it.
     *
     * @param before only messages with a smaller {@code seq}, on the same branch; empty for those around it
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if it has no such message
     */
    BasicThread around(String userId, String conversationId, int place, int limit, Optional<Integer> before) {
        ConversationKey key = ConversationKey.of(userId, conversationId);
        Optional<Integer> through = Optional.of(place);
        BasicThread around = thread(key, through, Optional.of(before.orElse(place + limit / 2)), limit);
        return before.isPresent() || around.has(place)
                ? around
                : thread(key, through, Optional.of(place + 1), limit); // long messages come after it
    }

    private BasicThread thread(ConversationKey key, Optional<Integer> through, Optional<Integer> before, int limit) {
        return BasicThread.of(messages.thread(key, through, before, limit));
    }

    /**
     * Stores a message once for each form it was written in, however often the form is sent.
     *
     * @param conversationId the conversation; empty begins one that is named after the first words
     * @param form identifies the form, at most 200 characters
     * @param parent the message it continues; empty for the newest
     * @param text not blank, at most 1 MiB in UTF-8
     * @return the id of the conversation
     * @throws ProblemException 413 for a text that is too large, 404 if the user has no such conversation, 409 if the
     *     same form is still being stored after ten seconds
     */
    String say(String userId, Optional<String> conversationId, String form, Optional<Integer> parent, String text) {
        NewMessage.checkSize("content", text);
        String place = conversationId.map(id -> id.toLowerCase(Locale.ROOT)).orElse("/conversations");
        String fingerprint = Idempotency.fingerprint("FORM", place, text.getBytes(StandardCharsets.UTF_8));
        String id = conversationId
                .map(given -> ConversationKey.of(userId, given).hex())
                .orElseGet(() -> new ObjectId().toHexString());
        RequestIds drawn = new RequestIds(id, new ObjectId().toHexString());
        // Another text in the same form is another message, so the text is part of the key.
        String key = form + "-" + fingerprint.substring(0, 32);
        IdempotentRequest request = new IdempotentRequest(userId, key, fingerprint, drawn, WAIT);
        NewMessage message =
                new NewMessage(Role.USER, text, clock.instant().truncatedTo(ChronoUnit.MILLIS)).withParent(parent);
        Once done = conversationId.isEmpty()
                ? keyed.create(request, NewConversation.of(message))
                : keyed.append(request, message);
        return done.ids().conversationId();
    }
}
