package org.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.bson.StoredTime;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.UserData;

/**
 * The sessions of a user, on whichever nodes and devices they are used. What is ended here is out with its next request on
 * every node.
 */
@Component
public class UserSessions implements UserData {
    private final Database database;
    private final Clock clock;

    @Inject
    UserSessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The sessions of a user, the newest first. */
    public List<OpenSession> of(String userId) {
        Instant now = clock.instant();
        List<OpenSession> found = new ArrayList<>();
        sessions()
                .find(and(eq(MongoSession.USER_ID, userId), StoredSession.unexpired(now)))
                .sort(Sorts.descending("created_at", "_id"))
                .forEach(stored -> {
                    if (StoredSession.isReadable(stored, now)) {
                        found.add(open(userId, stored));
                    }
                });
        return found;
    }

    /**
     * The users whose sessions were used last, the last one first.
     *
     * @param sessions how many sessions to look at; a user can have several
     */
    public List<String> latest(int sessions) {
        Set<String> users = new LinkedHashSet<>();
        sessions()
                .find(and(exists(MongoSession.USER_ID), StoredSession.unexpired(clock.instant())))
                .projection(Projections.include(MongoSession.USER_ID))
                .sort(Sorts.descending("expires_at"))
                .limit(sessions)
                .forEach(stored -> {
                    if (stored.get(MongoSession.USER_ID) instanceof String user) {
                        users.add(user);
                    }
                });
        return List.copyOf(users);
    }

    private static OpenSession open(String userId, Document stored) {
        Document attributes = stored.get("attributes", new Document());
        Instant createdAt = StoredTime.of(stored.get("created_at")).orElseThrow();
        return new OpenSession(
                new SignedIn(userId, StoredSession.handle(stored), StoredSession.generation(attributes)),
                createdAt,
                StoredTime.of(stored.get("last_accessed_at")).orElse(createdAt),
                Optional.ofNullable(stored.getString("ip_address")),
                Optional.ofNullable(stored.getString("user_agent")));
    }

    /**
     * Ends one session of a user.
     *
     * @param handle its {@link SignedIn#handle}
     * @return whether the user had one
     */
    public boolean end(String userId, String handle) {
        return end(userId, handle::equals) > 0;
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @param kept the {@link SignedIn#handle} of the one that stays
     * @return how many there were
     */
    public long endOthers(String userId, String kept) {
        return end(userId, handle -> !handle.equals(kept));
    }

    private long end(String userId, Predicate<String> which) {
        List<Object> keys = new ArrayList<>();
        sessions()
                .find(and(eq(MongoSession.USER_ID, userId), StoredSession.unexpired(clock.instant())))
                .projection(Projections.include(MongoSession.HANDLE))
                .forEach(stored -> {
                    if (which.test(StoredSession.handle(stored))) {
                        keys.add(stored.get("_id"));
                    }
                });
        Bson ended = and(in("_id", keys), eq(MongoSession.USER_ID, userId));
        return keys.isEmpty() ? 0 : sessions().deleteMany(ended).getDeletedCount();
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        sessions().deleteMany(eq(MongoSession.USER_ID, user.id()));
    }

    private MongoCollection<Document> sessions() {
        return database.collection(MongoSessions.COLLECTION);
    }
}
