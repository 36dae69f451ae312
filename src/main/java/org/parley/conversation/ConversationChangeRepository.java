package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.store.Database;

/**
 * Changes conversations, each change one atomic command whose filter holds the owner and, where one was asked for, the
 * revision. A command that finds nothing changes nothing; whoever called it looks why.
 *
 * <p>Only documents that have our counters are changed; {@link AdoptionRepository} gives them to the others.
 */
@ApplicationScoped
class ConversationChangeRepository {
    private static final Bson WITHOUT_MESSAGES = Projections.exclude("messages", Branches.FIELD, Preview.FIELD);

    private final Database database;

    /** For the client proxy. */
    ConversationChangeRepository() {
        this(null);
    }

    @Inject
    ConversationChangeRepository(Database database) {
        this.database = database;
    }

    /**
     * Appends a message: ownership, existence and order in one step. A message with a parent needs its place known.
     *
     * @param precondition the state that must still be there, or null for any
     * @param place how many messages there must still be, in the tail and in segments, or null for any number
     * @return the conversation after it, without messages; empty when nothing was appended
     */
    Optional<StoredConversation> append(
            String userId,
            ObjectId id,
            NewMessage message,
            String messageId,
            StoredConversation precondition,
            StoredConversation place,
            Instant now) {
        Document document = message.document(messageId);
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.push("messages", document),
                Updates.inc("message_count", 1),
                Updates.inc("tail_bytes", Tail.bytes(document)),
                Updates.inc("revision", 1L),
                Updates.set(Preview.FIELD, Preview.of(message.content(), now)),
                Updates.set("updated_at", Date.from(now))));
        if (message.metrics() != null) {
            changes.add(Updates.inc("metadata." + Metadata.COUNT, 1));
            for (Map.Entry<String, String> sum : Metadata.SUMS.entrySet()) {
                changes.add(Updates.inc("metadata." + sum.getValue(), message.metric(sum.getKey())));
            }
        }
        if (place != null && message.parent() != null) {
            int seq = place.messageCount().orElseThrow();
            if (Branches.isBranch(seq, message.parent())) {
                changes.add(Updates.push(Branches.FIELD, Branches.stored(seq, message.parent())));
            }
        }
        // The id in the filter: a request that is repeated while its first run is still under way appends once.
        Bson target =
                Filters.and(target(userId, id, precondition), sameLength(place), Filters.ne("messages.id", messageId));
        return update(target, Updates.combine(changes));
    }

    /** Applies a change of title, status or single metadata keys. Parameters as in {@link #append}. */
    Optional<StoredConversation> change(
            String userId, ObjectId id, Change change, StoredConversation precondition, Instant now) {
        List<Bson> changes =
                new ArrayList<>(List.of(Updates.inc("revision", 1L), Updates.set("updated_at", Date.from(now))));
        addHeader(changes, change);
        if (precondition != null && precondition.hasPreview()) {
            changes.add(Updates.set(Preview.FIELD + "." + Preview.AT, Date.from(now))); // the messages are as they were
        }
        return update(target(userId, id, precondition), Updates.combine(changes));
    }

    /** Replaces the messages, whose segments are stored already, together with the other changes. */
    Optional<StoredConversation> replace(
            String userId,
            ObjectId id,
            Change change,
            Replacement replacement,
            StoredConversation precondition,
            Instant now) {
        Tail.Split split = replacement.split();
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.set("messages", split.tail()),
                Updates.set("message_count", split.firstSeq() + split.tail().size()),
                Updates.set("segment_count", split.segments().size()),
                Updates.set("first_segment", replacement.firstSegment()),
                Updates.set("tail_first_seq", split.firstSeq()),
                Updates.set("tail_bytes", split.tailBytes()),
                split.branches().isEmpty()
                        ? Updates.unset(Branches.FIELD)
                        : Updates.set(Branches.FIELD, split.branches()),
                Updates.set(Preview.FIELD, Preview.of(split.tail(), now)),
                Updates.inc("revision", 1L),
                Updates.set("updated_at", Date.from(now))));
        addHeader(changes, change);
        if (change.metadata()
                .filter(given -> given.containsKey(Metadata.BRANCH))
                .isEmpty()) {
            changes.add(Updates.unset("metadata." + Metadata.BRANCH)); // it chose among messages that are gone
        }
        Bson target = Filters.and(target(userId, id, precondition), sameSegments(replacement.replaced()));
        return update(target, Updates.combine(changes));
    }

    /**
     * New messages and where their segments lie.
     *
     * @param firstSegment the number of the first of them
     * @param replaced the conversation before; its segments must still be the same, they are removed afterwards
     */
    record Replacement(Tail.Split split, int firstSegment, StoredConversation replaced) {}

    /**
     * Takes sealed messages out of the tail, if no one else has: guarded by the segment count and the tail's beginning.
     *
     * @return whether this call did it
     */
    boolean trim(StoredConversation sealed, List<String> messageIds, int bytes) {
        Bson target = Filters.and(
                Filters.eq("_id", sealed.key()),
                Filters.eq("tail_first_seq", sealed.tailFirstSeq()),
                sameSegments(sealed));
        Bson change = Updates.combine(
                Updates.pull("messages", Filters.in("id", messageIds)),
                Updates.inc("segment_count", 1),
                Updates.inc("tail_first_seq", messageIds.size()),
                Updates.inc("tail_bytes", -bytes));
        return documents().updateOne(target, change).getMatchedCount() == 1;
    }

    /** Removes a conversation; its segments are the caller's to remove afterwards. */
    boolean remove(String userId, ObjectId id, StoredConversation precondition) {
        Bson target = Filters.and(Ownership.of(userId, id), state(precondition));
        return raw().findOneAndDelete(target, new FindOneAndDeleteOptions().projection(Projections.include("_id")))
                != null;
    }

    /** Removes those of the conversations that are the user's, and says how many that were. */
    long removeAll(String userId, List<ObjectId> ids) {
        return documents()
                .deleteMany(Filters.and(Filters.in("_id", ids), Ownership.of(userId)))
                .getDeletedCount();
    }

    private static Bson sameLength(StoredConversation seen) {
        return seen == null
                ? Filters.empty()
                : Filters.and(
                        Filters.eq("message_count", seen.messageCount().orElseThrow()),
                        Filters.eq("tail_first_seq", seen.tailFirstSeq()));
    }

    private static Bson sameSegments(StoredConversation seen) {
        Bson first = seen.firstSegment() == 0
                ? Filters.in("first_segment", 0, null)
                : Filters.eq("first_segment", seen.firstSegment());
        return Filters.and(Filters.eq("segment_count", seen.segmentCount()), first);
    }

    private static void addHeader(List<Bson> changes, Change change) {
        change.title().ifPresent(title -> changes.add(Updates.set("title", title)));
        change.status().ifPresent(status -> changes.add(Updates.set("status", status.wire())));
        change.metadata()
                .ifPresent(metadata -> metadata.forEach((key, value) -> changes.add(
                        value == null ? Updates.unset("metadata." + key) : Updates.set("metadata." + key, value))));
    }

    private Optional<StoredConversation> update(Bson target, Bson change) {
        RawBsonDocument after = raw().findOneAndUpdate(
                        target,
                        change,
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.AFTER)
                                .projection(WITHOUT_MESSAGES));
        return Optional.ofNullable(after).map(StoredConversation::of);
    }

    private static Bson target(String userId, ObjectId id, StoredConversation precondition) {
        return Filters.and(Ownership.of(userId, id), Filters.exists("revision"), state(precondition));
    }

    private static Bson state(StoredConversation seen) {
        return seen == null ? Filters.empty() : unchanged(seen);
    }

    /** Exactly the state that was seen: the revision, and the time, which an older program would have changed. */
    static Bson unchanged(StoredConversation seen) {
        Bson revision = seen.adopted() ? Filters.eq("revision", seen.revision()) : Filters.exists("revision", false);
        return Filters.and(revision, Filters.eq("updated_at", seen.updatedAtValue()));
    }

    private MongoCollection<Document> documents() {
        return database.collection(ConversationRepository.COLLECTION);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }
}
