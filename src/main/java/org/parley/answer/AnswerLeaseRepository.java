package org.parley.answer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.jnosql.databases.mongodb.mapping.MongoDBTemplate;
import org.parley.platform.Component;
import org.parley.store.Database;

/**
 * What a node does with the answers it generates. The document of an answer names its node, and {@code beat_at} is that
 * node's heartbeat, in the database's time, so that the nodes' clocks need not agree. A node whose lease has expired may
 * have lost the answer to another one.
 *
 * <p>Changes go through the driver: each is one atomic update that applies only while the document still belongs to the
 * node, and a template replaces whole documents without a condition.
 */
@Component
class AnswerLeaseRepository {
    private final Database database;
    private final MongoDBTemplate template;

    @Inject
    AnswerLeaseRepository(Database database, MongoDBTemplate template) {
        this.database = database;
        this.template = template;
    }

    /**
     * Renews this node's lease on an answer.
     *
     * @param seen what is stored already
     * @param now what to store; only what has changed is written
     * @return whether the user wants it stopped; empty if the answer no longer belongs to this node
     */
    Optional<Boolean> beat(String id, String node, Draft seen, Draft now) {
        List<Bson> changes = new ArrayList<>(List.of(Updates.currentDate("beat_at")));
        if (!now.text().equals(seen.text())) {
            changes.add(Updates.set("text", now.text()));
        }
        if (now.thought().length() > seen.thought().length()) {
            changes.add(Updates.set("reasoning", now.thought()));
        }
        return Optional.ofNullable(answers()
                        .findOneAndUpdate(
                                mine(id, node),
                                Updates.combine(changes),
                                new FindOneAndUpdateOptions()
                                        .projection(Projections.include("stop"))
                                        .returnDocument(ReturnDocument.AFTER)))
                .map(after -> Boolean.TRUE.equals(after.get("stop")));
    }

    /**
     * Fixes what will be stored, so that another node that finishes the work stores the same message.
     *
     * @return false if the answer no longer belongs to this node
     */
    boolean seal(String id, String node, FinishedAnswer finished) {
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.currentDate("beat_at"),
                Updates.set("state", AnswerState.ENDING.wire()),
                Updates.set("text", finished.text()),
                Updates.set("ended_at", Date.from(finished.at()))));
        finished.thought().ifPresent(thought -> {
            changes.add(Updates.set("reasoning", thought.text()));
            thought.seconds().ifPresent(seconds -> changes.add(Updates.set("reasoning_time", seconds)));
        });
        finished.reason().ifPresent(reason -> changes.add(Updates.set("finish_reason", reason.wire())));
        finished.metrics().ifPresent(metrics -> changes.add(Updates.set("metrics", new Document(metrics))));
        return update(mine(id, node), changes);
    }

    /**
     * Records for readers on other nodes that there will be no answer. The document goes once its lease has expired.
     *
     * @return false if the answer no longer belongs to this node
     */
    boolean fail(String id, String node, int status, String detail) {
        Document failure = new Document("status", status).append("detail", detail);
        return update(
                mine(id, node),
                List.of(
                        Updates.currentDate("beat_at"),
                        Updates.set("state", AnswerState.FAILED.wire()),
                        Updates.set("failure", failure)));
    }

    /** Removes an answer that has ended; nothing if it no longer belongs to this node. */
    void remove(String id, String node) {
        template.delete(StoredAnswer.class, mine(id, node));
    }

    /**
     * Takes over an answer whose node is gone.
     *
     * @return the answer as it is now; empty if there was a heartbeat since it was read, or another node was faster
     */
    Optional<StoredAnswer> claim(StoredAnswer seen, String node) {
        Bson unchanged = Filters.and(
                Filters.eq("_id", seen.id()),
                Filters.eq("node", seen.node()),
                Filters.eq("beat_at", Date.from(seen.beatAt())));
        boolean claimed = update(unchanged, List.of(Updates.set("node", node), Updates.currentDate("beat_at")));
        return claimed ? template.find(StoredAnswer.class, seen.id()) : Optional.empty();
    }

    private boolean update(Bson target, List<Bson> changes) {
        return answers().updateOne(target, Updates.combine(changes)).getMatchedCount() > 0;
    }

    private static Bson mine(String id, String node) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("node", node));
    }

    private MongoCollection<Document> answers() {
        return database.collection(AnswerRepository.COLLECTION);
    }
}
