package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.Filing;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.document.Trashed;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.segment.SegmentRange;
import org.parley.segment.SegmentRepository;
import org.parley.segment.Tail;
import org.parley.segment.Tail.Split;
import org.parley.store.Database;

/**
 * The only class that changes what a conversation is, and with that every counter it keeps ({@link Conversation} lists
 * them). {@link ConversationStorage} changes only how it is stored.
 *
 * <p>Each change is one atomic command whose filter holds the owner and, where one was asked for, the state the
 * conversation must still be in. A command whose filter matches nothing changes nothing; the caller finds out why. Once
 * a command is acknowledged, every {@link ConversationListener} is told.
 *
 * <p>Segments are stored before the document that counts them, and removed after it no longer does. A crash in between
 * leaves segments that no conversation counts, never a conversation that lacks messages.
 */
@Component
class ConversationWrites {
    private static final FindOneAndUpdateOptions ID_ONLY =
            new FindOneAndUpdateOptions().projection(Projections.include("_id"));

    private final Database database;
    private final SegmentRepository segments;
    private final Adoption adoption;
    private final Clock clock;
    private final ConversationStatements statements;
    private final ConversationListeners listeners;

    @Inject
    ConversationWrites(
            Database database,
            ConversationStatements statements,
            SegmentRepository segments,
            Adoption adoption,
            ConversationListeners listeners,
            Clock clock) {
        this.database = database;
        this.statements = statements;
        this.segments = segments;
        this.adoption = adoption;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Creates a conversation under an id that no other one has. */
    void create(ConversationKey key, NewConversation wanted, Instant now) {
        Split messages = Tail.split(ConversationFields.documents(wanted.messages()), 0);
        segments.put(key, messages.numbered(0));
        statements.insert(ConversationFields.document(key, wanted, messages, 0, now));
        listeners.tell(key, Kind.CREATED, 1, 0, messages.end(), now);
    }

    /**
     * Creates conversations of one user in one command, each on its own: one that is refused does not affect the
     * others.
     *
     * @param dryRun whether to check only that each fits into a document
     * @return the refused ones
     */
    Map<ObjectId, ConversationInserts.Refusal> createAll(
            String userId, Map<ObjectId, NewConversation> wanted, Instant now, boolean dryRun) {
        ConversationInserts inserts = new ConversationInserts(database, segments, now);
        wanted.forEach((id, conversation) -> inserts.add(new ConversationKey(userId, id), conversation, dryRun));
        listeners.tell(inserts.run());
        return inserts.refused();
    }

    /**
     * Appends messages: ownership, existence, expected state and order in one step. Only conversations that have our
     * counters are appended to; see {@link #adoptAndAppend} for the others.
     *
     * @return the conversation after it, without messages; empty if it was not appended
     */
    Optional<StoredConversation> append(Append append) {
        List<Document> documents = ConversationFields.documents(append.messages());
        Bson target = Filters.and(
                ConversationFilters.target(append.key(), append.unchanged()),
                append.place().map(ConversationFilters::holding).orElseGet(Filters::empty),
                ConversationFilters.absent(append));
        return listeners.told(update(target, ConversationFields.appended(append, documents, clock.instant())), append);
    }

    /**
     * Sets the first counters of an older program's document and appends in the same step.
     *
     * @return the conversation after it, without messages; empty if it has changed since it was read
     */
    Optional<StoredConversation> adoptAndAppend(StoredConversation found, Append append) {
        Document fields = adoption.adopted(found, append);
        return listeners.told(update(ConversationFilters.asItWas(found), ConversationFields.sets(fields)), append);
    }

    /**
     * Changes title, status, single metadata keys, or where it is filed.
     *
     * @param seen the conversation before; where it was filed must still be the same if that changes
     * @param unchanged if given, the state the conversation must still be in
     */
    Optional<StoredConversation> change(
            ConversationKey key,
            ConversationUpdate change,
            StoredConversation seen,
            Optional<StoredConversation> unchanged,
            Instant now) {
        List<Bson> changes = ConversationFields.header(change, seen);
        changes.add(Updates.inc(ConversationFields.REVISION, 1L));
        if (!change.keepsTime()) {
            changes.add(Updates.set("updated_at", Date.from(now)));
            if (unchanged.filter(StoredConversation::hasPreview).isPresent()) {
                changes.add(Updates.set(Preview.FIELD + "." + Preview.AT_FIELD, Date.from(now))); // still valid
            }
        }
        Optional<StoredConversation> after = update(
                Filters.and(ConversationFilters.target(key, unchanged), ConversationFilters.filing(change, seen)),
                changes);
        after.ifPresent(found -> listeners.tell(key, Kind.HEADER, found.revision(), 0, 0, now));
        return after;
    }

    /**
     * Replaces all messages, together with the other changes.
     *
     * @param seen the conversation before; its segments must still be the same, and are removed afterwards
     * @param unchanged if given, the state the conversation must still be in
     */
    Optional<StoredConversation> replace(
            ConversationKey key,
            ConversationUpdate change,
            StoredConversation seen,
            Optional<StoredConversation> unchanged,
            Instant now) {
        Split messages =
                Tail.split(ConversationFields.documents(change.messages().orElseThrow()), 0);
        int first = SegmentRepository.unusedNumber(); // also without segments: it tells that all messages are others
        segments.put(key, messages.numbered(first));
        listeners.tellReplacing(key.userId());
        Optional<StoredConversation> after = update(
                Filters.and(
                        ConversationFilters.target(key, unchanged),
                        ConversationFilters.filing(change, seen),
                        ConversationFilters.sameSegments(seen),
                        ConversationFilters.REPLACEABLE),
                ConversationFields.replaced(change, seen, messages, first, now));
        if (after.isPresent()) {
            segments.remove(seen.segments());
            listeners.tell(key, Kind.REPLACED, after.get().revision(), 0, messages.end(), now);
        } else {
            segments.remove(
                    new SegmentRange(key.id(), first, messages.segments().size()));
        }
        return after;
    }

    /**
     * Puts a conversation into its owner's trash.
     *
     * @return whether it was there
     */
    boolean trash(ConversationKey key, Optional<StoredConversation> unchanged, Instant now) {
        Bson target = Filters.and(
                Ownership.of(key), ConversationFilters.state(unchanged), ConversationFilters.ROOM_FOR_TRASH);
        if (raw().findOneAndUpdate(target, ConversationFields.trashed(key.userId(), now), ID_ONLY) == null) {
            return false;
        }
        listeners.tell(key, Kind.DELETED, 0, 0, 0, now);
        return true;
    }

    /**
     * Puts those of the conversations that are the user's into the trash.
     *
     * @return how many that were
     */
    long trashAll(String userId, List<ObjectId> ids, Instant now) {
        int trashed = raw().bulkWrite(
                        ConversationFields.trashedAll(userId, ids, now), new BulkWriteOptions().ordered(false))
                .getModifiedCount();
        listeners.tell(userId, ids, Kind.DELETED, now);
        return trashed;
    }

    /**
     * Takes a conversation out of the trash.
     *
     * @param key whose trash it lies in
     * @param seen the conversation as it lies there, under the owner that is stored
     * @param filing where it is filed from now on
     * @return the conversation after it, without messages; empty if it lies there no longer
     */
    Optional<StoredConversation> restore(ConversationKey key, StoredConversation seen, Filing filing, Instant now) {
        Bson target = Filters.and(
                Filters.eq("_id", key.id()),
                Filters.eq(Trashed.BY, key.userId()),
                Filters.exists(Trashed.PURGING, false));
        Optional<StoredConversation> after = update(target, List.of(ConversationFields.restored(seen, filing, now)));
        after.ifPresent(found -> {
            int count = found.counters().messages().orElse(0);
            listeners.tell(key, Kind.CREATED, found.revision(), 0, count, now);
        });
        return after;
    }

    /** Marks conversations in the trash, so that they cannot be restored while what belongs to them is removed. */
    void purge(String userId, List<ObjectId> ids, Instant now) {
        raw().updateMany(
                        Filters.and(Filters.in("_id", ids), Filters.eq(Trashed.BY, userId)),
                        Updates.set(Trashed.PURGING, true));
        listeners.tell(userId, ids, Kind.PURGED, now);
    }

    private Optional<StoredConversation> update(Bson target, List<Bson> changes) {
        return ConversationUpdates.one(raw(), target, changes);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }
}
