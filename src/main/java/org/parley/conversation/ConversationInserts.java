package org.parley.conversation;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.bson.BsonSize;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.message.ConversationKey;
import org.parley.segment.SegmentRange;
import org.parley.segment.SegmentRepository;
import org.parley.segment.Tail;
import org.parley.segment.Tail.Split;
import org.parley.store.Database;

/** New conversations that are inserted by one command. One that is refused does not affect the others. */
final class ConversationInserts {
    private static final int MAX_DOCUMENT_BYTES = 16 << 20;
    private static final String TOO_LARGE = "it takes %d bytes without its older messages; a document holds %d";

    private final Database database;
    private final SegmentRepository segments;
    private final Instant now;
    private final List<Document> documents = new ArrayList<>();
    private final List<ConversationChange> changes = new ArrayList<>();
    private final Map<ObjectId, Refusal> refused = new HashMap<>();

    ConversationInserts(Database database, SegmentRepository segments, Instant now) {
        this.database = database;
        this.segments = segments;
        this.now = now;
    }

    /**
     * Why a conversation was not created.
     *
     * @param taken whether its id is taken
     */
    record Refusal(boolean taken, String reason) {}

    /**
     * Adds a conversation, and stores its segments.
     *
     * @param dryRun whether to check only that it fits into a document
     */
    void add(ConversationKey key, NewConversation wanted, boolean dryRun) {
        Split messages = Tail.split(ConversationFields.documents(wanted.messages()), 0);
        int first = messages.segments().isEmpty() ? 0 : SegmentRepository.unusedNumber();
        Document document = ConversationFields.document(key, wanted, messages, first, now);
        int bytes = BsonSize.of(document);
        if (bytes > MAX_DOCUMENT_BYTES) {
            refused.put(key.id(), new Refusal(false, TOO_LARGE.formatted(bytes, MAX_DOCUMENT_BYTES)));
        } else if (!dryRun) {
            segments.put(key, messages.numbered(first));
            documents.add(document);
            changes.add(new ConversationChange(key, Kind.CREATED, 1, 0, messages.end(), now));
        }
    }

    /**
     * Inserts the conversations, and removes the segments of refused ones.
     *
     * @return those that were inserted
     */
    List<ConversationChange> run() {
        try {
            if (!documents.isEmpty()) {
                database.collection(ConversationRepository.COLLECTION)
                        .insertMany(documents, new InsertManyOptions().ordered(false));
            }
        } catch (MongoBulkWriteException partly) {
            if (partly.getWriteConcernError() != null) {
                throw partly;
            }
            partly.getWriteErrors().forEach(this::refuse);
        }
        return changes.stream()
                .filter(change -> !refused.containsKey(change.key().id()))
                .toList();
    }

    private void refuse(BulkWriteError error) {
        Document document = documents.get(error.getIndex());
        boolean taken = error.getCategory() == ErrorCategory.DUPLICATE_KEY;
        ObjectId id = document.getObjectId("_id");
        refused.put(id, new Refusal(taken, "the database refused it: " + error.getMessage()));
        segments.remove(
                new SegmentRange(id, document.getInteger("first_segment", 0), document.getInteger("segment_count")));
    }

    /** The refused ones, by their ids. */
    Map<ObjectId, Refusal> refused() {
        return refused;
    }
}
