package org.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.platform.Component;
import org.parley.platform.Proxies;
import org.parley.platform.Sender;
import org.parley.platform.Settings;
import org.parley.store.Database;

/**
 * The collection {@code sessions}: {@code {_id, handle?, user_id, created_at, last_accessed_at, expires_at, ip_address,
 * user_agent, attributes}}, where {@code _id} is the SHA-256 of the cookie's value.
 *
 * <p>Every query checks the expiry; the TTL index only deletes. No write is an upsert: a session that ended on another
 * node stays ended, even if a running request still saves it.
 */
@Component
public class MongoSessions {
    static final String COLLECTION = "sessions";

    private static final Logger LOG = Logger.getLogger(MongoSessions.class.getName());

    private final Database database;
    private final SessionSettings settings;
    private final Proxies proxies;
    private final Clock clock;
    private final SessionCookie cookie;

    @Inject
    MongoSessions(Database database, Settings settings, Proxies proxies, Clock clock) {
        this(database, SessionSettings.of(settings), proxies, clock);
    }

    MongoSessions(Database database, SessionSettings settings, Proxies proxies, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.proxies = proxies;
        this.clock = clock;
        this.cookie = new SessionCookie(settings.secureCookies(), proxies);
    }

    /** Reads the settings at start, so that an invalid one stops the deployment and not the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    SessionCookie cookie() {
        return cookie;
    }

    /** Whether the client used https, also through a proxy for which {@code PARLEY_SECURE_COOKIES} says so. */
    public boolean isSecure(HttpServletRequest request) {
        return cookie.isSecure(request);
    }

    Sender sender(HttpServletRequest request) {
        return proxies.of(request);
    }

    MongoSession create(String ipAddress, String userAgent) {
        return new MongoSession(settings, clock, ipAddress, userAgent);
    }

    /**
     * Finds the session of a cookie's value, unless it has ended.
     *
     * @throws MongoException if the database does not answer
     */
    Optional<MongoSession> find(String id) {
        if (!SessionIds.isWellFormed(id)) {
            return Optional.empty();
        }
        return Optional.ofNullable(sessions().find(living(id)).first())
                .filter(document -> StoredSession.isReadable(document, clock.instant()))
                .map(document -> new MongoSession(settings, clock, id, document));
    }

    /**
     * Stores the changes. An empty session is not stored, and one that was only read is written when its stored time of
     * last access is too old.
     *
     * @throws MongoException if the database does not answer and a change would be lost
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

    /** A session of a user that is asked for again after its request, when it may have got a new id. */
    Optional<MongoSession> findAgain(String id, SignedIn session) {
        Bson same = or(eq("_id", SessionIds.key(id)), eq(MongoSession.HANDLE, session.handle()));
        return Optional.ofNullable(sessions()
                        .find(and(
                                eq(MongoSession.USER_ID, session.userId()),
                                same,
                                StoredSession.unexpired(clock.instant())))
                        .first())
                .filter(document -> StoredSession.isReadable(document, clock.instant()))
                .map(document -> new MongoSession(settings, clock, id, document));
    }

    /** Ends a session on every node. Does nothing if the session does not exist. */
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

    /**
     * Gives a session a new id. Of concurrent requests, the one that deletes the old document keeps the session; after
     * a logout none does. The new document comes first, so that streams of the session find one of them at any time.
     */
    private void move(MongoSession session) {
        sessions().insertOne(document(session));
        if (sessions().deleteOne(living(session.storedId())).getDeletedCount() == 1) {
            session.saved();
        } else {
            delete(session.getId());
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
            LOG.log(Level.FINE, "A time of last access was not stored", e);
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
        Document document = new Document("_id", SessionIds.key(session.getId()));
        session.ownHandle().ifPresent(handle -> document.append(MongoSession.HANDLE, handle));
        return document.append(MongoSession.USER_ID, session.userId())
                .append("created_at", Date.from(session.getCreationTime()))
                .append("last_accessed_at", Date.from(session.getLastAccessedTime()))
                .append("expires_at", Date.from(session.expiresAt()))
                .append("ip_address", session.ipAddress())
                .append("user_agent", session.userAgent())
                .append("attributes", session.attributes());
    }

    private Bson living(String id) {
        return and(eq("_id", SessionIds.key(id)), StoredSession.unexpired(clock.instant()));
    }

    private MongoCollection<Document> sessions() {
        return database.collection(COLLECTION);
    }
}
