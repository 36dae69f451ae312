package org.parley.conversation;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.conversation.SegmentRepository.Segment;

/**
 * Moves the oldest messages of a tail that has grown long into a segment: the segment first, then the trim, guarded by
 * the segment count. A crash in between loses and doubles nothing; the next append repeats it.
 */
@ApplicationScoped
class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class.getName());

    /** With many writers at once only each so-many-th append looks, until the tail is well past its bound. */
    private static final int STRIDE = 5;

    private final ConversationRepository conversations;
    private final ConversationChangeRepository changes;
    private final SegmentRepository segments;

    /** For the client proxy. */
    Sealing() {
        this(null, null, null);
    }

    @Inject
    Sealing(ConversationRepository conversations, ConversationChangeRepository changes, SegmentRepository segments) {
        this.conversations = conversations;
        this.changes = changes;
        this.segments = segments;
    }

    /** Seals after an append, if it is time. The append is kept whatever happens here. */
    void afterAppend(String userId, StoredConversation after) {
        int count = after.messageCount().orElse(0);
        int tail = count - after.tailFirstSeq();
        boolean ourTurn =
                count % STRIDE == 0 || tail > Tail.SEAL_MESSAGES + 4 * STRIDE || after.tailBytes() > Tail.SEAL_BYTES;
        if (!ourTurn || !Tail.isLong(tail, after.tailBytes())) {
            return;
        }
        try {
            seal(userId, new ObjectId(after.id()));
        } catch (MongoException e) {
            LOG.log(Level.WARNING, "Sealing failed; the next append repeats it", e);
        }
    }

    private void seal(String userId, ObjectId id) {
        StoredConversation now = conversations.find(userId, id).orElse(null);
        while (now != null && Tail.isLong(now.tail().size(), now.tailBytes())) {
            List<Document> messages =
                    now.tail().stream().map(StoredMessage::document).toList();
            List<Document> sealed = messages.subList(0, Tail.segmentLength(messages, 0));
            int number = now.firstSegment() + now.segmentCount();
            segments.insertOnce(id, now.ownerId(), new Segment(number, now.tailFirstSeq(), sealed));
            List<String> ids =
                    sealed.stream().map(message -> message.getString("id")).toList();
            boolean trimmed = changes.trim(now, ids, Tail.bytes(sealed));
            if (!trimmed) {
                if (!conversations.existsForAnybody(id)) {
                    segments.remove(id, number); // it was deleted meanwhile, and nobody else would
                }
                return;
            }
            now = conversations.find(userId, id).orElse(null);
        }
    }
}
