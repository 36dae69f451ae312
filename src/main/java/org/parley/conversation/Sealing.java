package org.parley.conversation;

import com.mongodb.MongoException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.segment.Segment;
import org.parley.segment.SegmentRepository;
import org.parley.segment.Tail;

/**
 * Moves the oldest messages of a tail that has grown long into a segment: first the segment is stored, then the tail is
 * trimmed, guarded by the segment count. A crash in between loses and doubles nothing; the next append repeats it.
 */
@Component
class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class.getName());
    /** Only every fifth append checks, so concurrent writers do not all seal; well past the bound, all do. */
    private static final int STRIDE = 5;

    private final ConversationRepository conversations;
    private final ConversationStorage storage;
    private final SegmentRepository segments;

    @Inject
    Sealing(ConversationRepository conversations, ConversationStorage storage, SegmentRepository segments) {
        this.conversations = conversations;
        this.storage = storage;
        this.segments = segments;
    }

    /** Seals after an append, if it is time. Whatever happens here, the append is stored. */
    void afterAppend(StoredConversation after) {
        int count = after.counters().messages().orElse(0);
        int tail = count - after.tailFirstSeq();
        boolean ourTurn = count % STRIDE == 0
                || tail > Tail.SEAL_MESSAGES + 4 * STRIDE
                || after.counters().tailBytes() > Tail.SEAL_BYTES;
        if (!ourTurn || !Tail.isLong(tail, after.counters().tailBytes())) {
            return;
        }
        try {
            seal(after.key());
        } catch (MongoException e) {
            LOG.log(Level.WARNING, "Sealing failed; the next append repeats it", e);
        }
    }

    private void seal(ConversationKey key) {
        StoredConversation now = conversations.find(key).orElse(null);
        while (now != null && Tail.isLong(now.tail().size(), now.counters().tailBytes())) {
            List<Document> messages =
                    now.tail().stream().map(StoredMessage::document).toList();
            if (!now.adopted() || !now.isCounted(Integer.MAX_VALUE) || !haveOwnIds(messages)) {
                adoptAgain(now);
                return;
            }
            List<Document> sealed = messages.subList(0, Tail.segmentLength(messages, 0));
            int number = now.segments().end();
            if (!segments.insertOnce(key, new Segment(number, now.tailFirstSeq(), sealed))) {
                LOG.warning(() -> "Conversation " + key.hex() + " has another segment in the place of the next one, so"
                        + " its messages stay in its document");
                return;
            }
            if (!storage.seal(now, sealed)) {
                removeIfDeleted(key.id(), number);
                return;
            }
            now = conversations.find(key).orElse(null);
        }
    }

    /** Another program has added messages without counting them or giving them ids: they get both, and are sealed. */
    private void adoptAgain(StoredConversation found) {
        if (found.oddFields().obstacle().isEmpty()) {
            storage.adopt(found, false);
        }
    }

    private static boolean haveOwnIds(List<Document> messages) {
        Set<String> ids = new HashSet<>();
        return messages.stream().allMatch(message -> message.get("id") instanceof String id && ids.add(id));
    }

    private void removeIfDeleted(ObjectId id, int number) {
        if (!conversations.existsForAnybody(id)) {
            segments.remove(id, number); // the conversation was deleted meanwhile, and nothing else removes it
        }
    }
}
