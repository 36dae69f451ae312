package org.parley.admin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.parley.bson.StoredTime;
import org.parley.platform.Component;
import org.parley.store.Database;

/**
 * Which nodes work on the database: {@code nodes}, {@code {_id, version, started_at, seen_at}}, one document for each run of
 * a node. Through the driver, because a node writes two fields of it again and again.
 */
@Component
class NodeRepository {
    private static final String COLLECTION = "nodes";
    private static final String STARTED = "started_at";
    private static final String SEEN = "seen_at";
    private static final String VERSION = "version";

    private final Database database;

    @Inject
    NodeRepository(Database database) {
        this.database = database;
    }

    /**
     * A run of a node.
     *
     * @param seen when it last said that it was there; empty if that cannot be read, as with the others
     */
    record Node(String id, Optional<String> version, Optional<Instant> started, Optional<Instant> seen) {}

    /** Notes that a node is there. */
    void seen(String id, String version, Instant started, Instant now) {
        nodes().updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.set(SEEN, Date.from(now)),
                                Updates.setOnInsert(STARTED, Date.from(started)),
                                Updates.setOnInsert(VERSION, version)),
                        new UpdateOptions().upsert(true));
    }

    /** Removes a node that stops. */
    void stopped(String id) {
        nodes().deleteOne(Filters.eq("_id", id));
    }

    /** Removes nodes that were last seen before a time. */
    void forget(Instant before) {
        nodes().deleteMany(Filters.lt(SEEN, Date.from(before)));
    }

    /** All nodes, also those that died a short time ago; the one that started first is the first. */
    List<Node> all() {
        List<Node> all = new ArrayList<>();
        nodes().find()
                .sort(Sorts.ascending(STARTED, "_id"))
                .forEach(node -> all.add(new Node(
                        String.valueOf(node.get("_id")),
                        Optional.ofNullable(node.get(VERSION) instanceof String text ? text : null),
                        StoredTime.of(node.get(STARTED)),
                        StoredTime.of(node.get(SEEN)))));
        return all;
    }

    private MongoCollection<Document> nodes() {
        return database.collection(COLLECTION);
    }
}
