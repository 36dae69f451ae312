package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.session.SignedIn;
import org.parley.store.Database;

/**
 * Which sessions of a user count, in the collection {@code users}: those of the generation {@code session_generation}, and
 * the one whose handle is {@code session_kept}.
 *
 * <p>One update ends all sessions but one, on every node, together with the change of a password: also the session of a
 * login that has checked the old password and is not stored yet, which no deletion of documents would find. All of it goes
 * through the driver, because one command has to change single fields under a condition.
 */
@Component
public class CredentialRepository {
    private static final String GENERATION = "session_generation";
    private static final String KEPT = "session_kept";

    private final Database database;
    private final Clock clock;

    @Inject
    CredentialRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Finds an active user as a caller, read again for every request; empty if the user does not exist or is deactivated,
     * or if the session does not count any more.
     */
    Optional<Caller> caller(SignedIn session) {
        return find(session.userId(), User.CALLER_FIELDS, User.ACTIVE_FIELDS)
                .filter(user -> User.isActive(user) && admits(user, session))
                .map(user -> User.caller(session.userId(), user));
    }

    /** Those of a user's sessions that count. */
    public List<SignedIn> counting(String userId, List<SignedIn> sessions) {
        Document user = find(userId, List.of(), List.of()).orElse(new Document());
        return sessions.stream().filter(session -> admits(user, session)).toList();
    }

    /**
     * Replaces a password and ends all sessions but one.
     *
     * @param before the user as the old password was checked
     * @param hash the hash of the new password
     * @param kept the handle of the session that stays
     * @return false if the password has been changed meanwhile
     */
    boolean changePassword(User before, String hash, String kept) {
        Bson unchanged = and(eq("_id", new ObjectId(before.getId())), eq("password_hash", before.passwordHash()));
        Bson change = Updates.combine(
                Updates.set("password_hash", hash),
                Updates.set("updated_at", Date.from(clock.instant())),
                Updates.unset(User.PASSWORD_CHANGE),
                endSessions(),
                Updates.set(KEPT, kept));
        return users().updateOne(unchanged, change).getMatchedCount() == 1;
    }

    /**
     * Replaces a password with one that has to be changed first, and ends all sessions.
     *
     * @param hash the hash of the one-time password
     * @return false if there is no such user
     */
    public boolean setOneTimePassword(String userId, String hash) {
        Bson change = Updates.combine(
                Updates.set("password_hash", hash),
                Updates.set("updated_at", Date.from(clock.instant())),
                Updates.set(User.PASSWORD_CHANGE, true),
                endAllSessions());
        return users().updateOne(eq("_id", new ObjectId(userId)), change).getMatchedCount() == 1;
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @param kept the handle of the session that stays
     */
    public void endOthers(String userId, String kept) {
        users().updateOne(eq("_id", new ObjectId(userId)), Updates.combine(endSessions(), Updates.set(KEPT, kept)));
    }

    /** Ends all sessions of a user, also those of logins that are just beginning. */
    public void endAll(String userId) {
        users().updateOne(eq("_id", new ObjectId(userId)), endAllSessions());
    }

    /** An update of a user's document after which no session that has begun counts. */
    static Bson endAllSessions() {
        return Updates.combine(endSessions(), Updates.unset(KEPT));
    }

    private static Bson endSessions() {
        return Updates.inc(GENERATION, 1L);
    }

    /** The generation of the sessions that begin now. */
    static long generation(Document user) {
        return user.get(GENERATION) instanceof Number number ? number.longValue() : 0;
    }

    private static boolean admits(Document user, SignedIn session) {
        return session.generation() == generation(user) || session.handle().equals(user.get(KEPT));
    }

    /** Reads these fields, and which sessions count. */
    private Optional<Document> find(String id, List<String> fields, List<String> more) {
        return ObjectId.isValid(id)
                ? Optional.ofNullable(users().find(eq("_id", new ObjectId(id)))
                        .projection(Projections.fields(
                                Projections.include(fields),
                                Projections.include(more),
                                Projections.include(GENERATION, KEPT)))
                        .first())
                : Optional.empty();
    }

    private MongoCollection<Document> users() {
        return database.collection(UserRepository.COLLECTION);
    }
}
