package org.parley.conversation;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.document.Filing;
import org.parley.document.Origin;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.document.StoredTimes;
import org.parley.document.Trashed;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Reads single conversations; {@link ConversationListRepository} reads lists of them. Every query holds the owner.
 *
 * <p>Reads take the driver's raw documents (decision 0003): nearly all are projections, and a long conversation is never
 * held as objects.
 */
@Component
public class ConversationRepository implements CollectionIndexes {
    static final String COLLECTION = "conversations";

    /** The fields that a list needs. */
    public static final List<String> HEADER = List.of(
            "user_id",
            "title",
            "status",
            "metadata",
            Filing.TAGS,
            Filing.PROJECT,
            Filing.PINNED,
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "first_segment",
            "tail_first_seq",
            "tail_bytes",
            Preview.FIELD,
            "revision");

    private static final List<String> HEADER_AND_BRANCHES = Stream.concat(
                    HEADER.stream(), Stream.of(Branches.FIELD, Filing.KEYS))
            .toList();
    private static final Bson WITHOUT_CONTENT = Projections.exclude("messages", "metadata", Preview.FIELD);
    /** The messages, and none where another program keeps something else in their place. */
    static final Document MESSAGES =
            new Document("$cond", List.of(new Document("$isArray", List.of("$messages")), "$messages", List.of()));

    private final Database database;
    private final ConversationStatements statements;

    @Inject
    ConversationRepository(Database database, ConversationStatements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** For use without a container. */
    ConversationRepository(Database database) {
        this(database, new DriverStatements(database));
    }

    /**
     * Lists are read in the order of an index; status comes last so that it serves every state. Filtered lists have the
     * first one, which only conversations with tags, a project or a pin are in; it stands before the others because the
     * embedded store takes the first index that fits. The second one finds tags that have no keys yet.
     */
    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(
                        Indexes.compoundIndex(
                                Indexes.ascending(Filing.KEYS),
                                Indexes.descending("updated_at", "_id"),
                                Indexes.ascending("status")),
                        new IndexOptions().partialFilterExpression(Filters.exists(Filing.KEYS)));
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending("user_id", Filing.KEYS),
                        new IndexOptions().partialFilterExpression(Filters.exists(Filing.TAGS + ".0")));
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.compoundIndex(
                        Indexes.ascending("user_id"),
                        Indexes.descending("updated_at", "_id"),
                        Indexes.ascending("status")));
        prepared.patient().getCollection(COLLECTION).createIndex(Indexes.ascending("user_id", Origin.SOURCE_ID));
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending("user_id", StoredTimes.ARRIVED_AT),
                        new IndexOptions().partialFilterExpression(Filters.exists(StoredTimes.ARRIVED_AT)));
    }

    /** A whole document: the header and the messages that are in it. */
    Optional<StoredConversation> find(ConversationKey key) {
        return first(raw().find(Ownership.of(key)));
    }

    /** A document without its messages, but with its branches. */
    Optional<StoredConversation> header(ConversationKey key) {
        return first(raw().find(Ownership.of(key)).projection(Projections.include(HEADER_AND_BRANCHES)));
    }

    /** A document with its branches and only its newest messages. */
    Optional<StoredConversation> newest(ConversationKey key, int messages) {
        List<Bson> stages =
                List.of(Aggregates.match(Ownership.of(key)), headerAndNewest(HEADER_AND_BRANCHES, messages));
        return Optional.ofNullable(raw().aggregate(stages).first()).map(StoredConversation::of);
    }

    /** Whether one of the messages in the document, not in its segments, has an id. */
    boolean holds(ConversationKey key, String messageId) {
        return raw().find(Filters.and(Ownership.of(key), Filters.eq("messages.id", messageId)))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /** Whether somebody has this conversation, not only in the trash. */
    boolean belongsToSomebody(ObjectId id) {
        return statements.count(Filters.and(Filters.eq("_id", id), Filters.exists(Trashed.BY, false))) > 0;
    }

    /** Those of the ids that lie in the user's trash. */
    Set<ObjectId> inTrash(String userId, Collection<ObjectId> ids) {
        Set<ObjectId> found = new HashSet<>();
        raw().find(Filters.and(Filters.in("_id", ids), Filters.eq(Trashed.BY, userId)))
                .projection(Projections.include("_id"))
                .forEach(raw -> found.add(raw.getObjectId("_id").getValue()));
        return found;
    }

    /** Whether the conversation exists, no matter who owns it, in the trash as well. */
    boolean existsForAnybody(ObjectId id) {
        return statements.count(Filters.eq("_id", id)) > 0;
    }

    /**
     * Those of the ids that are the user's conversations, without messages and metadata. Asks by id alone and checks
     * the owner here: with both in one filter the embedded store would read all conversations.
     */
    Map<ObjectId, StoredConversation> headers(String userId, Collection<ObjectId> ids) {
        Map<ObjectId, StoredConversation> found = new HashMap<>();
        for (RawBsonDocument raw : raw().find(Filters.in("_id", ids)).projection(WITHOUT_CONTENT)) {
            StoredConversation header = StoredConversation.of(raw);
            if (header.ownerId().equals(userId)) {
                found.put(raw.getObjectId("_id").getValue(), header);
            }
        }
        return found;
    }

    /** One of the user's conversations that were imported under a source id, without messages and metadata. */
    Optional<StoredConversation> imported(String userId, String sourceId) {
        return first(raw().find(Filters.and(Ownership.of(userId), Filters.eq(Origin.SOURCE_ID, sourceId)))
                .projection(WITHOUT_CONTENT));
    }

    /** A stage, because the embedded store cannot cut an array in a find when another field is missing. */
    public static Bson headerAndNewest(List<String> header, int messages) {
        return Aggregates.project(Projections.fields(
                Projections.include(header),
                Projections.computed("messages", new Document("$slice", List.of(MESSAGES, -messages)))));
    }

    private static Optional<StoredConversation> first(FindIterable<RawBsonDocument> found) {
        return Optional.ofNullable(found.first()).map(StoredConversation::of);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
