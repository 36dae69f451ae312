package org.parley.answer;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.answer.Answer.AnswerKey;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * The answers that are being given, one document each (docs/data-model.md). Whoever's node is in a document gives the
 * answer; it proves that it lives by {@code beat_at}, in the database's time, so that the nodes' clocks need not agree.
 */
@ApplicationScoped
class AnswerRepository implements CollectionIndexes {
    static final String COLLECTION = "answers";

    private static final Bson NOT_FAILED = Filters.ne("state", AnswerState.FAILED.wire());

    private final Database database;

    /** For the client proxy. */
    AnswerRepository() {
        this(null);
    }

    @Inject
    AnswerRepository(Database database) {
        this.database = database;
    }

    /** The unique one is what makes a second request for the same answer join the first. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> answers = prepared.patient().getCollection(COLLECTION);
        answers.createIndex(Indexes.ascending("conversation_id", "parent"), new IndexOptions().unique(true));
        answers.createIndex(Indexes.ascending("user_id"));
    }

    /**
     * Begins an answer, unless somebody is giving one to the same message.
     *
     * @return whether this call began it
     */
    boolean begin(AnswerKey key, String node) {
        Document answer = new Document("_id", key.id())
                .append("conversation_id", key.conversationId())
                .append("user_id", key.userId())
                .append("parent", key.parent())
                .append("model", key.model())
                .append("state", AnswerState.RUNNING.wire())
                .append("text", "")
                .append("started_at", Date.from(key.startedAt()))
                .append("beat_at", now())
                .append("stop", false)
                .append("node", node);
        answers()
                .deleteOne(Filters.and(
                        Filters.eq("conversation_id", key.conversationId()),
                        Filters.eq("parent", key.parent()),
                        Filters.eq("state", AnswerState.FAILED.wire())));
        try {
            answers().insertOne(answer);
            return true;
        } catch (MongoWriteException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The answer that is being given to a message. */
    Optional<Document> to(String userId, String conversationId, int parent) {
        return Optional.ofNullable(answers()
                .find(Filters.and(
                        Filters.eq("user_id", userId),
                        Filters.eq("conversation_id", conversationId),
                        Filters.eq("parent", parent),
                        NOT_FAILED))
                .first());
    }

    /** What is being answered for a user, newest first; in one conversation, if one is given. */
    List<Document> running(String userId, Optional<String> conversationId) {
        Bson owner = Filters.and(Filters.eq("user_id", userId), NOT_FAILED);
        return answers()
                .find(conversationId
                        .map(id -> Filters.and(owner, Filters.eq("conversation_id", id)))
                        .orElse(owner))
                .sort(Sorts.descending("started_at", "_id"))
                .into(new ArrayList<>());
    }

    /** How many answers are being given to a user. */
    long count(String userId) {
        return answers().countDocuments(Filters.and(Filters.eq("user_id", userId), NOT_FAILED));
    }

    /** Those of the answers that are there, whatever their state. */
    List<Document> all(Collection<String> ids) {
        return answers().find(Filters.in("_id", ids)).into(new ArrayList<>());
    }

    /**
     * Says that this node still gives the answer, and keeps what there is of it.
     *
     * @param text all of it, or null when there is no more than before
     * @return whether the user wants it stopped; empty when the answer is no longer this node's
     */
    Optional<Boolean> beat(String id, String node, String text) {
        List<Bson> changes = new ArrayList<>(List.of(Updates.currentDate("beat_at")));
        if (text != null) {
            changes.add(Updates.set("text", text));
        }
        return update(mine(id, node), changes).map(after -> after.getBoolean("stop", false));
    }

    /** Fixes what is going to be stored, so that whoever finishes the work stores the same; false when not ours. */
    boolean seal(String id, String node, Finished finished) {
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.currentDate("beat_at"),
                Updates.set("state", AnswerState.ENDING.wire()),
                Updates.set("text", finished.text()),
                Updates.set("ended_at", Date.from(finished.at()))));
        finished.reason().ifPresent(reason -> changes.add(Updates.set("finish_reason", reason.wire())));
        if (finished.metrics() != null) {
            changes.add(Updates.set("metrics", new Document(finished.metrics())));
        }
        return update(mine(id, node), changes).isPresent();
    }

    /** Leaves word, for watchers on other nodes, that there will be no answer; it is swept away like a dead one's. */
    boolean fail(String id, String node, int status, String detail) {
        Document failure = new Document("status", status).append("detail", detail);
        return update(
                        mine(id, node),
                        List.of(
                                Updates.currentDate("beat_at"),
                                Updates.set("state", AnswerState.FAILED.wire()),
                                Updates.set("failure", failure)))
                .isPresent();
    }

    void remove(String id, String node) {
        answers().deleteOne(mine(id, node));
    }

    /** Asks whoever gives the answer to stop. False when it is not running. */
    boolean requestStop(String userId, String conversationId, String id) {
        Bson running = Filters.and(
                Filters.eq("_id", id),
                Filters.eq("user_id", userId),
                Filters.eq("conversation_id", conversationId),
                NOT_FAILED);
        return update(running, List.of(Updates.set("stop", true))).isPresent();
    }

    /** Forgets the answers in conversations that are gone; whoever gives them notices. */
    void removeIn(Collection<String> conversationIds) {
        answers().deleteMany(Filters.in("conversation_id", conversationIds));
    }

    /** The answers whose node has given no sign of life for so long. */
    List<Document> silentFor(Duration lease) {
        Date before = new Date(now().getTime() - lease.toMillis());
        return answers().find(Filters.lt("beat_at", before)).into(new ArrayList<>());
    }

    /** All answers of other nodes. */
    List<Document> notOf(String node) {
        return answers().find(Filters.ne("node", node)).into(new ArrayList<>());
    }

    /** Takes an answer over, if nobody gave a sign of life since the document was read. */
    Optional<Document> claim(Document seen, String node) {
        Bson unchanged = Filters.and(
                Filters.eq("_id", seen.getString("_id")),
                Filters.eq("node", seen.getString("node")),
                Filters.eq("beat_at", seen.getDate("beat_at")));
        return update(unchanged, List.of(Updates.set("node", node), Updates.currentDate("beat_at")));
    }

    private Optional<Document> update(Bson target, List<Bson> changes) {
        return Optional.ofNullable(answers()
                .findOneAndUpdate(
                        target,
                        Updates.combine(changes),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    private static Bson mine(String id, String node) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("node", node));
    }

    /** The database's time: {@code hello} is the newer name of this command, which the embedded store does not know. */
    private Date now() {
        return database.mongo().runCommand(new Document("isMaster", 1)).getDate("localTime");
    }

    private MongoCollection<Document> answers() {
        return database.collection(COLLECTION);
    }
}
