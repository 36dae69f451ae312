package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.segment.SnapshotGoneException;

/** Reads whole conversations. */
@Component
public class Snapshots {
    /** A conversation is read again if its messages were replaced while it was read. */
    private static final Retries RETRIES = Retries.atMost(20);

    private final ConversationService service;
    private final ConversationListRepository lists;
    private final Transcript transcript;

    @Inject
    Snapshots(ConversationService service, ConversationListRepository lists, Transcript transcript) {
        this.service = service;
        this.lists = lists;
        this.transcript = transcript;
    }

    /** The ids of all of a user's conversations, archived ones too, in the order of the ids. */
    public List<ObjectId> ids(String userId) {
        return lists.ids(userId).stream().sorted().toList();
    }

    /**
     * Reads one.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Snapshot of(ConversationKey key) {
        return of(key, found(key)).orElseThrow(() -> service.notFound(key));
    }

    /** A conversation's document, whose messages can be numbered. */
    StoredConversation found(ConversationKey key) {
        return transcript.snapshot(key).orElseThrow(() -> service.notFound(key));
    }

    /** Reads the messages ahead, again if they were replaced meanwhile; empty if the conversation is gone. */
    Optional<Snapshot> of(ConversationKey key, StoredConversation first) {
        AtomicReference<Optional<StoredConversation>> next = new AtomicReference<>(Optional.of(first));
        try {
            return RETRIES.whileThrown(SnapshotGoneException.class, () -> {
                Optional<StoredConversation> found =
                        next.getAndSet(Optional.empty()).or(() -> transcript.snapshot(key));
                return found.map(whole -> new Snapshot(whole, transcript.ahead(whole), transcript));
            });
        } catch (SnapshotGoneException gone) { // some of its segments are damaged or gone
            return transcript.whatIsThere(key).map(found -> new Snapshot(found, Optional.of(found.tail()), transcript));
        }
    }

    /** The same for one of a list, which may lack its counters. */
    Optional<Snapshot> ofListed(ConversationKey key, StoredConversation listed) {
        return transcript.numbered(key, listed).flatMap(found -> of(key, found));
    }
}
