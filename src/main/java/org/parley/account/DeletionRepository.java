package org.parley.account;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.security.AdminRepository;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;

/**
 * Users whose account is being deleted: {@code deleting_at}, {@code deleting_lease} and {@code deleting_cleared_at} in {@code
 * users}. The document is
 * the note that there is something to remove, so it goes last. Through the driver, because each step is one command under
 * a condition.
 */
@Component
class DeletionRepository implements CollectionIndexes {
    private static final String COLLECTION = "users";
    private static final String SINCE = "deleting_at";
    private static final String LEASE = "deleting_lease";
    private static final String CLEARED = "deleting_cleared_at";
    private static final String ACTIVE = "is_active";

    private final Database database;
    private final AdminRepository admins;

    @Inject
    DeletionRepository(Database database, AdminRepository admins) {
        this.database = database;
        this.admins = admins;
    }

    /** Looked at every few seconds; nearly no user has the field. */
    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.ascending(SINCE), new IndexOptions().sparse(true));
    }

    /**
     * A deletion that this node works on.
     *
     * @param cleared when everything had been removed for the first time; empty if it has not yet
     * @param lease until when this node holds it
     */
    record Deletion(DeletedUser user, Optional<Instant> cleared, Instant lease) {}

    /**
     * Begins: from now on the user cannot sign in, and no session counts.
     *
     * @param first when a node may begin to remove the rest
     * @return false if the user is the last active administrator; nothing was changed
     */
    boolean begin(String userId, Instant now, Instant first) {
        return admins.leave(
                userId,
                Updates.combine(
                        Updates.set(ACTIVE, false),
                        Updates.set(SINCE, Date.from(now)),
                        Updates.set(LEASE, Date.from(first))));
    }

    /** Takes on a deletion that no node works on now. */
    Optional<Deletion> claim(Instant now, Instant until) {
        Document found = users().findOneAndUpdate(
                        and(exists(SINCE), lte(LEASE, Date.from(now))),
                        Updates.set(LEASE, Date.from(until)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(found)
                .map(user -> new Deletion(
                        new DeletedUser(user.getObjectId("_id").toHexString(), String.valueOf(user.get("username"))),
                        user.get(CLEARED) instanceof Date cleared ? Optional.of(cleared.toInstant()) : Optional.empty(),
                        until));
    }

    /**
     * Holds a deletion for longer.
     *
     * @return empty if another node has taken it on
     */
    Optional<Deletion> hold(Deletion deletion, Instant until) {
        boolean held = users().updateOne(mine(deletion), Updates.set(LEASE, Date.from(until)))
                        .getMatchedCount()
                == 1;
        return held ? Optional.of(new Deletion(deletion.user(), deletion.cleared(), until)) : Optional.empty();
    }

    /** Notes that everything has been removed, and leaves the deletion alone until a time. */
    void cleared(Deletion deletion, Instant now, Instant until) {
        users().updateOne(
                        mine(deletion),
                        Updates.combine(Updates.set(CLEARED, Date.from(now)), Updates.set(LEASE, Date.from(until))));
    }

    /** Ends a deletion: the user is gone, and the name is free. */
    void end(Deletion deletion) {
        users().deleteOne(mine(deletion));
    }

    private static Bson mine(Deletion deletion) {
        return and(
                eq("_id", new ObjectId(deletion.user().id())), exists(SINCE), eq(LEASE, Date.from(deletion.lease())));
    }

    private MongoCollection<Document> users() {
        return database.collection(COLLECTION);
    }
}
