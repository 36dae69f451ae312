package org.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.platform.Settings;
import org.parley.store.Database;

/**
 * The collection {@code sessions}: {@code {_id, user_id, created_at, last_accessed_at, expires_at, ip_address,
 * user_agent, attributes}}, where {@code _id} is the SHA-256 of the cookie's value.
 *
 * <p>Expiry is in every query; the TTL index only tidies up. No write is an upsert: a session that was ended on another
 * node stays ended, whatever a request under way still wants to keep.
 */
@ApplicationScoped
public class MongoSessions {
    static final String COLLECTION = "sessions";

    private static final Logger LOG = Logger.getLogger(MongoSessions.class.getName());

    private final Database database;
    private final SessionSettings settings;
    private final Clock clock;
    private final SessionCookie cookie;

    /** For the client proxy. */
    protected MongoSessions() {
        this.database = null;
        this.settings = null;
        this.clock = null;
        this.cookie = null;
    }

    @Inject
    MongoSessions(Database database, Settings settings, Clock clock) {
        this(database, SessionSettings.of(settings), clock);
    }

    MongoSessions(Database database, SessionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.cookie = new SessionCookie(settings.secureCookies());
    }

    /** Has the settings read at start, so that a wrong one stops the deployment rather than the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    SessionCookie cookie() {
        return cookie;
    }

    MongoSession create(String ipAddress, String userAgent) {
        return new MongoSession(settings, clock, ipAddress, userAgent);
    }

    /**
     * The living session of a cookie's value.
     *
     * @throws MongoException if the database does not answer
     */
    Optional<MongoSession> find(String id) {
        if (!SessionIds.isWellFormed(id)) {
            return Optional.empty();
        }
        return Optional.ofNullable(sessions().find(living(id)).first())
                .map(document -> new MongoSession(settings, clock, id, document));
    }

    /**
     * Stores what changed. A session with nothing in it is not stored, and one that was only looked at is written when
     * its time of last access lags too far behind.
     *
     * @throws MongoException if the database does not answer and something would be lost
     */
    void save(MongoSession session) {
        if (session.isGone()) {
            return;
        }
        if (session.storedId() == null) {
            insert(session);
        } else if (!session.storedId().equals(session.getId())) {
            move(session);
        } else if (!session.changed().isEmpty()) {
            update(session);
        } else if (session.isTouchDue()) {
            touch(session);
        }
    }

    /** Ends a session on every node. Ending one that is not there does nothing. */
    void delete(String id) {
        if (SessionIds.isWellFormed(id)) {
            sessions().deleteOne(eq("_id", SessionIds.key(id)));
        }
    }

    /**
     * Ends all sessions of a user on every node.
     *
     * @return how many there were
     */
    public long deleteAllOf(String userId) {
        return sessions().deleteMany(eq(MongoSession.USER_ID, userId)).getDeletedCount();
    }

    private void insert(MongoSession session) {
        if (session.hasContent()) {
            sessions().insertOne(document(session));
            session.saved();
        }
    }

    /** Gives a session a new id. Whoever removes the old document has the session; nobody has it after a logout. */
    private void move(MongoSession session) {
        if (sessions().deleteOne(living(session.storedId())).getDeletedCount() == 1) {
            sessions().insertOne(document(session));
            session.saved();
        } else {
            session.ended();
        }
    }

    private void update(MongoSession session) {
        List<Bson> updates = new ArrayList<>();
        for (String name : session.changed()) {
            boolean user = MongoSession.USER_ID.equals(name);
            String encoded = AttributeCodec.encodeName(name);
            String field = user ? name : "attributes." + encoded;
            Object value = user ? session.userId() : session.attributes().get(encoded);
            updates.add(value == null ? Updates.unset(field) : Updates.set(field, value));
        }
        write(session, updates);
    }

    private void touch(MongoSession session) {
        try {
            write(session, new ArrayList<>());
        } catch (MongoException e) {
            LOG.log(Level.FINE, "A time of last access was not kept", e);
        }
    }

    private void write(MongoSession session, List<Bson> updates) {
        updates.add(Updates.set("last_accessed_at", Date.from(session.getLastAccessedTime())));
        updates.add(Updates.set("expires_at", Date.from(session.expiresAt())));
        if (sessions()
                        .updateOne(living(session.getId()), Updates.combine(updates))
                        .getMatchedCount()
                == 1) {
            session.saved();
        } else {
            session.ended();
        }
    }

    private static Document document(MongoSession session) {
        return new Document("_id", SessionIds.key(session.getId()))
                .append(MongoSession.USER_ID, session.userId())
                .append("created_at", Date.from(session.getCreationTime()))
                .append("last_accessed_at", Date.from(session.getLastAccessedTime()))
                .append("expires_at", Date.from(session.expiresAt()))
                .append("ip_address", session.ipAddress())
                .append("user_agent", session.userAgent())
                .append("attributes", session.attributes());
    }

    private Bson living(String id) {
        Instant now = clock.instant();
        return and(eq("_id", SessionIds.key(id)), gt("expires_at", Date.from(now)));
    }

    private MongoCollection<Document> sessions() {
        return database.collection(COLLECTION);
    }
}
