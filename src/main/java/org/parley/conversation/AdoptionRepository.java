package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.SegmentRepository.SealedMessages;
import org.parley.conversation.SegmentRepository.Segment;
import org.parley.platform.Instants;
import org.parley.store.Database;

/**
 * Gives a document of an existing database our counters before its first change: {@code message_count},
 * {@code segment_count}, {@code revision} and what goes with them. A long array is sealed into segments; messages get
 * the ids they had on the wire, dates become dates, the owner becomes a string.
 *
 * <p>Reading needs none of this. The document is replaced only in the state it was read in, so that an older program
 * that still writes loses nothing; while it is not adopted nobody of ours appends to it.
 */
@ApplicationScoped
class AdoptionRepository {
    private static final DocumentCodec CODEC = new DocumentCodec();

    private final Database database;
    private final SegmentRepository segments;

    /** For the client proxy. */
    AdoptionRepository() {
        this(null, null);
    }

    @Inject
    AdoptionRepository(Database database, SegmentRepository segments) {
        this.database = database;
        this.segments = segments;
    }

    /** Adopts one document as it was read; does nothing if it changed meanwhile, or somebody else adopted it. */
    void adopt(StoredConversation found) {
        int sealed = sealedBefore(found);
        List<Bson> changes = changes(found, sealed, messages(found, sealed));
        found.updatedAt().ifPresent(time -> changes.add(Updates.set("updated_at", Date.from(time))));
        changes.add(Updates.set("metadata", metadata(found)));
        changes.add(Updates.set("revision", 0L));
        documents().updateOne(asItWas(found), Updates.combine(changes));
    }

    /**
     * Adopts one document and appends a message to it in one step.
     *
     * @return the conversation after it, without messages; empty if it changed meanwhile or somebody else adopted it
     */
    Optional<StoredConversation> adoptWith(
            StoredConversation found, NewMessage message, String messageId, Instant now) {
        int sealed = sealedBefore(found);
        List<Document> messages = messages(found, sealed);
        messages.add(message.document(messageId));
        List<Bson> changes = changes(found, sealed, messages);
        Document metadata = metadata(found);
        Metadata.add(metadata, message);
        changes.add(Updates.set("metadata", metadata));
        changes.add(Updates.set("updated_at", Date.from(now)));
        changes.add(Updates.set(Preview.FIELD, Preview.of(message.content(), now)));
        changes.add(Updates.set("revision", 1L));
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions()
                .returnDocument(ReturnDocument.AFTER)
                .projection(Projections.exclude("messages", Preview.FIELD));
        return Optional.ofNullable(raw().findOneAndUpdate(asItWas(found), Updates.combine(changes), after))
                .map(StoredConversation::of);
    }

    /** Everything but what tells the revision; segments are stored first. */
    private List<Bson> changes(StoredConversation found, int sealed, List<Document> messages) {
        ObjectId id = new ObjectId(found.id());
        Tail.Split split = Tail.split(messages);
        segments.put(id, found.ownerId(), numbered(split, found.segmentCount(), sealed));
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.set("user_id", found.ownerId()),
                Updates.set("messages", split.tail()),
                Updates.set("message_count", sealed + messages.size()),
                Updates.set(
                        "segment_count", found.segmentCount() + split.segments().size()),
                Updates.set("tail_first_seq", sealed + split.firstSeq()),
                Updates.set("tail_bytes", split.tailBytes())));
        List<Document> branches = Branches.stored(messages, sealed);
        if (!branches.isEmpty()) {
            changes.add(Updates.set(Branches.FIELD, branches));
        }
        found.createdAt().ifPresent(time -> changes.add(Updates.set("created_at", Date.from(time))));
        return changes;
    }

    /** Turns the dates that are strings into dates, in all of a user's conversations. What is no date stays. */
    void convertDates(String userId) {
        Bson withString = Filters.and(Ownership.of(userId), Filters.type("updated_at", BsonType.STRING));
        for (Document found :
                documents().find(withString).projection(Projections.include("created_at", "updated_at"))) {
            Date updated = date(found.get("updated_at")).orElse(new Date(0));
            Bson same =
                    Filters.and(Filters.eq("_id", found.get("_id")), Filters.eq("updated_at", found.get("updated_at")));
            Bson change = Updates.combine(
                    Updates.set("updated_at", updated),
                    Updates.set("created_at", date(found.get("created_at")).orElse(updated)));
            documents().updateOne(same, change);
        }
    }

    private static Optional<Date> date(Object stored) {
        if (stored instanceof Date date) {
            return Optional.of(date);
        }
        return stored instanceof String text ? Instants.parse(text).map(Date::from) : Optional.empty();
    }

    private static Bson asItWas(StoredConversation found) {
        return Filters.and(
                Filters.eq("_id", found.key()),
                Filters.exists("revision", false),
                found.hasMessageArray() ? Filters.size("messages", found.tail().size()) : Filters.empty(),
                Filters.eq("updated_at", found.updatedAtValue()));
    }

    /** How many messages lie in segments already: a document may have them and lack only our other counters. */
    private int sealedBefore(StoredConversation found) {
        int last = found.firstSegment() + found.segmentCount() - 1;
        Optional<SealedMessages> newest =
                found.segmentCount() == 0 ? Optional.empty() : segments.find(new ObjectId(found.id()), last);
        return newest.map(segment -> segment.firstSeq() + segment.messages().size())
                .orElse(0);
    }

    private static List<Segment> numbered(Tail.Split split, int firstNumber, int firstSeq) {
        List<Segment> numbered = new ArrayList<>();
        int seq = firstSeq;
        for (List<Document> messages : split.segments()) {
            numbered.add(new Segment(firstNumber + numbered.size(), seq, messages));
            seq += messages.size();
        }
        return numbered;
    }

    private static List<Document> messages(StoredConversation found, int firstSeq) {
        List<Document> messages = new ArrayList<>();
        Set<String> ids = new HashSet<>(); // sealing tells messages by their ids, so none may stand twice
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

    /** An id that no message has yet. */
    private static String free(String wanted, Set<String> taken) {
        String id = wanted;
        while (!taken.add(id)) {
            id += "-";
        }
        return id;
    }

    /** The sums the server adds to must be numbers; everything else stays as it is. */
    private static Document metadata(StoredConversation found) {
        Document metadata = found.metadataDocument();
        for (String sum : Metadata.summed()) {
            if (metadata.containsKey(sum) && !(metadata.get(sum) instanceof Number)) {
                metadata.remove(sum);
            }
        }
        return metadata;
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }

    private MongoCollection<Document> documents() {
        return database.collection(ConversationRepository.COLLECTION);
    }
}
