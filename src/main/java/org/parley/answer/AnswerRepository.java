package org.parley.answer;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.jnosql.databases.mongodb.mapping.MongoDBTemplate;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * Running answers, one document each (docs/data-model.md): any node begins, finds and counts them, and asks for their
 * end. What only the node that generates an answer may do with it is in {@link AnswerLeaseRepository}.
 *
 * <p>Inserting, reading, counting and deleting go through JNoSQL's templates; inserts take the general one, whose manager
 * is ours, because MongoDB's own stores a null for every field that is absent.
 */
@Component
class AnswerRepository implements CollectionIndexes, UserData {
    static final String COLLECTION = "answers";

    private static final Bson NOT_FAILED = Filters.ne("state", AnswerState.FAILED.wire());

    /**
     * Documents as Parley stores them. One that another program has changed is left out: a template cannot read it, and
     * would read none of its neighbours.
     *
     * <p>Among 2,000 answers, these checks cost the database about 0.4 ms of CPU for a user's answers or for 20 ids. In a
     * search without an index they cost 15 ms, because MongoDB then reads all of an index in place of the collection: see
     * {@link #silentFor}.
     */
    private static final Bson READABLE = Filters.and(
            always(BsonType.STRING, "_id", "conversation_id", "user_id", "model", "state", "text", "node"),
            always(BsonType.INT32, "parent"),
            always(BsonType.DATE_TIME, "started_at", "beat_at"),
            always(BsonType.BOOLEAN, "stop"),
            atMost(BsonType.STRING, "finish_reason", "reasoning"),
            atMost(BsonType.DOUBLE, "reasoning_time"),
            atMost(BsonType.DATE_TIME, "ended_at"),
            atMost(BsonType.DOCUMENT, "metrics", "failure"),
            atMost(BsonType.INT32, "failure.status"),
            atMost(BsonType.STRING, "failure.detail"));

    private static final Comparator<StoredAnswer> NEWEST_FIRST = Comparator.comparing(
                    (StoredAnswer answer) -> answer.key().startedAt())
            .thenComparing(StoredAnswer::id)
            .reversed();

    private final Database database;
    private final DocumentTemplate inserts;
    private final MongoDBTemplate template;

    @Inject
    AnswerRepository(Database database, DocumentTemplate inserts, MongoDBTemplate template) {
        this.database = database;
        this.inserts = inserts;
        this.template = template;
    }

    /** The unique index lets a second request for the same answer join the first one. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> answers = prepared.patient().getCollection(COLLECTION);
        answers.createIndex(Indexes.ascending("conversation_id", "parent"), new IndexOptions().unique(true));
        answers.createIndex(Indexes.ascending("user_id"));
    }

    /**
     * Starts an answer unless one to the same message is running.
     *
     * @return whether this call started it
     */
    boolean begin(AnswerKey key, String node) {
        StoredAnswer answer = new StoredAnswer(key, node, now());
        template.delete(
                StoredAnswer.class,
                Filters.and(
                        Filters.eq("conversation_id", key.conversationId()),
                        Filters.eq("parent", key.parent()),
                        Filters.eq("state", AnswerState.FAILED.wire())));
        try {
            inserts.insert(answer);
            return true;
        } catch (MongoWriteException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The running answer to a message. */
    Optional<StoredAnswer> to(ConversationKey conversation, int parent) {
        return select(Filters.and(of(conversation), Filters.eq("parent", parent), NOT_FAILED)).stream()
                .findFirst();
    }

    /** A user's running answers, newest first. */
    List<StoredAnswer> running(String userId) {
        return newestFirst(Filters.eq("user_id", userId));
    }

    /** The running answers of a conversation, newest first. */
    List<StoredAnswer> running(ConversationKey conversation) {
        return newestFirst(of(conversation));
    }

    private List<StoredAnswer> newestFirst(Bson filter) {
        return select(Filters.and(filter, NOT_FAILED)).stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** How many answers are running for a user. */
    long count(String userId) {
        return template.count(StoredAnswer.class, Filters.and(Filters.eq("user_id", userId), NOT_FAILED, READABLE));
    }

    /** The answers with these ids that still exist, in any state. */
    List<StoredAnswer> all(Collection<String> ids) {
        return select(Filters.in("_id", ids));
    }

    /** Asks the node that generates an answer to stop. False if the answer is not running. */
    boolean requestStop(ConversationKey conversation, String id) {
        Bson running = Filters.and(Filters.eq("_id", id), of(conversation), NOT_FAILED);
        return database.collection(COLLECTION)
                        .updateOne(running, Updates.set("stop", true))
                        .getMatchedCount()
                > 0;
    }

    /** Removes the answers of deleted conversations; the nodes that generate them notice with their next write. */
    void removeIn(Collection<String> conversationIds) {
        template.delete(StoredAnswer.class, Filters.in("conversation_id", conversationIds));
    }

    /** The nodes that generate them notice with their next write. */
    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        database.collection(COLLECTION).deleteMany(Filters.eq("user_id", user.id())); // also what no template can read
    }

    /**
     * The answers without a heartbeat for the length of the lease. Every node asks every second, and nearly always there
     * are none, so their ids are looked for first, without {@link #READABLE}.
     */
    List<StoredAnswer> silentFor(Duration lease) {
        Bson silent = Filters.lt("beat_at", Date.from(now().minus(lease)));
        List<String> ids = new ArrayList<>();
        database.collection(COLLECTION)
                .find(silent)
                .projection(Projections.include("_id"))
                .forEach(found -> {
                    if (found.get("_id") instanceof String id) { // as READABLE requires
                        ids.add(id);
                    }
                });
        return ids.isEmpty() ? List.of() : select(Filters.and(Filters.in("_id", ids), silent));
    }

    /** All answers of other nodes. */
    List<StoredAnswer> notOf(String node) {
        return select(Filters.ne("node", node));
    }

    private List<StoredAnswer> select(Bson filter) {
        return template.<StoredAnswer>select(StoredAnswer.class, Filters.and(filter, READABLE))
                .toList();
    }

    /** Fields that are there, with a value of this type. */
    private static Bson always(BsonType type, String... fields) {
        return Filters.and(Arrays.stream(fields)
                .map(field -> Filters.and(Filters.type(field, type), Filters.not(Filters.type(field, BsonType.ARRAY))))
                .toList());
    }

    /** Fields that are missing, or have a value of this type. */
    private static Bson atMost(BsonType type, String... fields) {
        return Filters.and(Arrays.stream(fields)
                .map(field -> Filters.or(Filters.exists(field, false), always(type, field)))
                .toList());
    }

    private static Bson of(ConversationKey conversation) {
        return Filters.and(
                Filters.eq("user_id", conversation.userId()), Filters.eq("conversation_id", conversation.hex()));
    }

    /** The database's time. The newer name of this command, {@code hello}, is unknown to the embedded store. */
    private Instant now() {
        return database.mongo()
                .runCommand(new Document("isMaster", 1))
                .getDate("localTime")
                .toInstant();
    }
}
