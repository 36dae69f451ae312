package org.parley.search;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Notes, in {@code search_index}, that messages were removed which may still be in a user's index, and which node takes them
 * out.
 */
@Component
class PurgeRepository implements CollectionIndexes {
    /** When a purge was noted that no node has taken on. */
    private static final String PURGE = "purge";
    /** When a node took on a purge. */
    private static final String PURGING = "purging";

    private final Database database;

    @Inject
    PurgeRepository(Database database) {
        this.database = database;
    }

    /** Purges are looked for every few seconds; nearly no document has one. */
    @Override
    public void create(Database prepared) {
        for (String field : List.of(PURGE, PURGING)) {
            prepared.patient()
                    .getCollection(IndexRepository.INDEXES)
                    .createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
        }
    }

    /** Notes that what is removed from now on must leave the user's index, too. An earlier note stands. */
    void mark(String userId, Instant now) {
        indexes()
                .updateOne(
                        Filters.eq("_id", userId),
                        Updates.combine(Updates.min(PURGE, Date.from(now)), Updates.setOnInsert("version", 0L)),
                        new UpdateOptions().upsert(true));
    }

    /**
     * Takes on a purge that was noted some time ago, or that a node took on and has not ended. What is noted from now on is
     * a purge of its own.
     *
     * @param noted when it was noted at the latest
     * @param taken when the other node took it on at the latest
     */
    Optional<Purge> claim(Instant noted, Instant taken, Instant now) {
        for (Bson due : List.of(Filters.lte(PURGE, Date.from(noted)), Filters.lte(PURGING, Date.from(taken)))) {
            Document found = indexes()
                    .findOneAndUpdate(
                            due,
                            Updates.combine(Updates.unset(PURGE), Updates.set(PURGING, Date.from(now))),
                            new FindOneAndUpdateOptions().projection(Projections.include("_id")));
            if (found != null) {
                return Optional.of(new Purge(found.getString("_id"), now));
            }
        }
        return Optional.empty();
    }

    /** Ends a purge. */
    void purged(Purge purge) {
        indexes()
                .updateOne(
                        Filters.and(Filters.eq("_id", purge.userId()), Filters.eq(PURGING, Date.from(purge.taken()))),
                        Updates.unset(PURGING));
    }

    /**
     * A purge that this node does.
     *
     * @param taken when it took it on
     */
    record Purge(String userId, Instant taken) {}

    private MongoCollection<Document> indexes() {
        return database.collection(IndexRepository.INDEXES);
    }
}
