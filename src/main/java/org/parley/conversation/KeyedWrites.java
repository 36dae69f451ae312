package org.parley.conversation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.parley.document.Precondition;
import org.parley.idempotency.Idempotency;
import org.parley.idempotency.IdempotentRequest;
import org.parley.idempotency.Once;
import org.parley.idempotency.RequestIds;
import org.parley.idempotency.Stored;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.NewMessage;
import org.parley.platform.Component;

/** Creates conversations and appends messages once per idempotency key. */
@Component
public class KeyedWrites {
    private final Idempotency idempotency;
    private final ConversationService conversations;
    private final MessageService messages;
    private final Clock clock;

    @Inject
    KeyedWrites(Idempotency idempotency, ConversationService conversations, MessageService messages, Clock clock) {
        this.idempotency = idempotency;
        this.conversations = conversations;
        this.messages = messages;
        this.clock = clock;
    }

    /** Creates the conversation whose id the request drew. */
    public Once create(IdempotentRequest request, NewConversation wanted) {
        return idempotency.once(
                request,
                ids -> conversations.exists(key(request, ids)) ? Optional.of(created()) : Optional.empty(),
                ids -> {
                    conversations.create(key(request, ids), wanted);
                    return created();
                });
    }

    /**
     * Appends the message whose id the request drew, whatever state the conversation is in.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Once append(IdempotentRequest request, NewMessage message) {
        return append(request, Precondition.NONE, message);
    }

    /**
     * Appends the message whose id the request drew.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws org.parley.platform.ProblemException 412 if the precondition fails
     */
    Once append(IdempotentRequest request, Precondition precondition, NewMessage message) {
        return idempotency.once(
                request,
                ids -> messages.stored(key(request, ids), ids.messageId()).map(AppendedMessage::stored),
                ids -> messages.append(key(request, ids), precondition, message, ids.messageId())
                        .stored());
    }

    private static ConversationKey key(IdempotentRequest request, RequestIds ids) {
        return ConversationKey.of(request.userId(), ids.conversationId());
    }

    private Stored created() {
        return new Stored(0, clock.instant(), Optional.empty());
    }
}
