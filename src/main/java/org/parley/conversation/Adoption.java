package org.parley.conversation;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonNumber;
import org.bson.Document;
import org.parley.document.Filing;
import org.parley.document.Metadata;
import org.parley.document.StoredConversation;
import org.parley.document.StoredMetadata;
import org.parley.message.Branches;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.segment.SealedMessages;
import org.parley.segment.SegmentRange;
import org.parley.segment.SegmentRepository;
import org.parley.segment.Tail;
import org.parley.segment.Tail.Split;

/**
 * Makes documents of older programs fit for our changes: messages get the ids they had on the wire, dates that are
 * strings become dates, the first counters are set. {@link ConversationStorage#adopt} stores the result.
 *
 * <p>Reading needs none of this, except that a list needs dates to sort by.
 */
@Component
class Adoption {
    private final SegmentRepository segments;

    @Inject
    Adoption(SegmentRepository segments) {
        this.segments = segments;
    }

    /**
     * Makes the fields of an adopted document but for its revision and time, and stores its segments.
     *
     * @param added messages to append to those of the document
     * @param forMetadata whether the metadata must be a document; else it may stay what it is
     */
    Document adopted(StoredConversation found, List<Document> added, boolean forMetadata) {
        int sealed = sealedMessages(found);
        List<Document> messages = messages(found, sealed);
        messages.addAll(added);
        Split split = Tail.split(messages, sealed);
        int first = firstSegment(found);
        segments.put(found.key(), split.numbered(first + found.segments().count()));
        Document fields = ConversationFields.counted(split, found.segments().count());
        fields.putAll(fields(found, split, first, forMetadata));
        return fields;
    }

    /** The same with the messages of an append, and with revision and time. */
    Document adopted(StoredConversation found, Append append) {
        List<Document> added = ConversationFields.documents(append.messages());
        boolean measured =
                append.messages().stream().anyMatch(message -> message.metrics().isPresent());
        Document fields = adopted(found, added, measured);
        if (fields.get(StoredMetadata.FIELD) instanceof Document metadata) {
            append.messages().forEach(message -> Metadata.add(metadata, message));
        }
        fields.putAll(ConversationFields.dated(added, append.at()));
        return fields.append(ConversationFields.REVISION, found.revision() + 1);
    }

    /** How many messages are in segments already: a document may have them and lack only the other counters. */
    private int sealedMessages(StoredConversation found) {
        SegmentRange sealed = found.segments();
        Optional<SealedMessages> newest =
                sealed.isEmpty() ? Optional.empty() : segments.find(sealed.conversation(), sealed.end() - 1);
        return newest.map(SealedMessages::end).orElse(0);
    }

    /**
     * The messages of a document as they will be stored. Each gets a different id, the one it had on the wire if
     * possible, because sealing tells messages apart by their ids.
     *
     * @param firstSeq the {@code seq} of the first of them
     */
    private static List<Document> messages(StoredConversation found, int firstSeq) {
        List<Document> messages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (StoredMessage read : found.tail()) {
            Document message = read.document();
            Optional<Instant> timestamp = read.timestamp();
            timestamp.ifPresent(time -> message.put("timestamp", Date.from(time)));
            String id = found.id() + "-" + (firstSeq + messages.size());
            message.put("id", read.id().filter(ids::add).orElseGet(() -> free(id, ids)));
            messages.add(message);
        }
        return messages;
    }

    /** The wanted id, or one like it that no message has. */
    private static String free(String wanted, Set<String> taken) {
        String id = wanted;
        while (!taken.add(id)) {
            id += "-";
        }
        return id;
    }

    /**
     * The number of the first segment that an adopted document counts: an unused one if it had counters before and lost
     * those of its segments, so that no segment of that time is overwritten.
     */
    private static int firstSegment(StoredConversation found) {
        SegmentRange sealed = found.segments();
        boolean lost = sealed.isEmpty() && found.stored(ConversationFields.REVISION) instanceof BsonNumber;
        return lost ? SegmentRepository.unusedNumber() : sealed.first();
    }

    /**
     * The fields that an adopted document gets besides the counters of its messages. What another program keeps under the
     * name of one of our counters stays, under another name.
     *
     * @param split the messages, those in front of which are sealed already
     * @param firstSegment the number of the first segment
     * @param forMetadata whether the metadata must be a document; else it may stay what it is
     */
    private static Document fields(StoredConversation found, Split split, int firstSegment, boolean forMetadata) {
        Document fields = found.oddFields().displaced();
        if (found.stored(Branches.FIELD) != null) {
            Map<Integer, Integer> branches = new TreeMap<>(found.branches());
            split.branches()
                    .forEach(branch ->
                            branches.put(branch.getInteger(Branches.SEQ), branch.getInteger(Branches.PARENT)));
            List<Document> stored = new ArrayList<>();
            branches.forEach((seq, parent) -> stored.add(Branches.stored(seq, parent)));
            fields.append(Branches.FIELD, stored);
        }
        if (firstSegment > 0 || found.stored("first_segment") != null) {
            fields.append("first_segment", firstSegment);
        }
        if (!(found.stored("user_id") instanceof BsonArray)) {
            fields.append("user_id", found.ownerId());
        }
        Document metadata = found.oddFields().displacedMetadata();
        if (forMetadata || metadata.isEmpty()) {
            fields.putAll(metadata);
            fields.append(
                    StoredMetadata.FIELD,
                    new Document(Metadata.withNumericSums(found.metadata().document())));
        }
        boolean unkeyed = found.stored(Filing.KEYS) == null && !(found.stored("user_id") instanceof BsonArray);
        if (unkeyed && !found.filing().equals(Filing.NONE)) {
            fields.append(Filing.KEYS, found.filing().keys(found.ownerId()));
        }
        found.times().created().ifPresent(time -> fields.append("created_at", Date.from(time)));
        return fields;
    }
}
