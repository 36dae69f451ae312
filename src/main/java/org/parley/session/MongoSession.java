package org.parley.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.session.Session;

/**
 * One session as one request sees it: a copy of its document and what was changed since. Only
 * {@link MongoSessions#save} writes.
 *
 * <p>The attribute {@link #USER_ID} is a field of the document's own, so that a user's sessions can be found.
 */
public final class MongoSession implements Session {
    /** The attribute that says whose session it is: the user's id. Without it the session is nobody's. */
    public static final String USER_ID = "user_id";

    private final SessionSettings settings;
    private final Clock clock;
    private final Instant createdAt;
    private final String ipAddress;
    private final String userAgent;
    private final Document attributes;
    private final Set<String> changed = new LinkedHashSet<>();

    private String id;
    private String storedId;
    private boolean gone;
    private String userId;
    private Instant lastAccessedAt;
    private Instant storedAccess;

    /** A new session, which is not stored yet. */
    MongoSession(SessionSettings settings, Clock clock, String ipAddress, String userAgent) {
        this.settings = settings;
        this.clock = clock;
        this.id = SessionIds.next();
        this.createdAt = clock.instant();
        this.lastAccessedAt = createdAt;
        this.ipAddress = ipAddress;
        this.userAgent = userAgent;
        this.attributes = new Document();
    }

    /** A stored session. */
    MongoSession(SessionSettings settings, Clock clock, String id, Document stored) {
        this.settings = settings;
        this.clock = clock;
        this.id = id;
        this.storedId = id;
        this.createdAt = stored.getDate("created_at").toInstant();
        this.lastAccessedAt = stored.getDate("last_accessed_at").toInstant();
        this.storedAccess = lastAccessedAt;
        this.userId = stored.getString("user_id");
        this.ipAddress = stored.getString("ip_address");
        this.userAgent = stored.getString("user_agent");
        this.attributes = stored.get("attributes", new Document());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = SessionIds.next();
        return id;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getAttribute(String name) {
        return (T)
                (USER_ID.equals(name)
                        ? userId
                        : AttributeCodec.decode(attributes.get(AttributeCodec.encodeName(name))));
    }

    @Override
    public Set<String> getAttributeNames() {
        Set<String> names = attributes.keySet().stream()
                .map(AttributeCodec::decodeName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (userId != null) {
            names.add(USER_ID);
        }
        return names;
    }

    /** @throws IllegalArgumentException if the value is no plain value; see {@link AttributeCodec} */
    @Override
    public void setAttribute(String name, Object value) {
        if (value == null) {
            removeAttribute(name);
        } else if (USER_ID.equals(name)) {
            userId = (String) value;
            changed.add(name);
        } else {
            Object stored = AttributeCodec.encode(name, value);
            if (!stored.equals(attributes.put(AttributeCodec.encodeName(name), stored))) {
                changed.add(name);
            }
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (USER_ID.equals(name)) {
            userId = null;
            changed.add(name);
        } else if (attributes.remove(AttributeCodec.encodeName(name)) != null) {
            changed.add(name);
        }
    }

    @Override
    public Instant getCreationTime() {
        return createdAt;
    }

    @Override
    public void setLastAccessedTime(Instant at) {
        lastAccessedAt = at;
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccessedAt;
    }

    /** Refused: the idle time is {@code PARLEY_SESSION_IDLE} for every session. */
    @Override
    public void setMaxInactiveInterval(Duration interval) {
        throw new UnsupportedOperationException("The idle time of a session is set by PARLEY_SESSION_IDLE");
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return settings.idle();
    }

    @Override
    public boolean isExpired() {
        return !expiresAt().isAfter(clock.instant());
    }

    /** The earlier of the idle and the absolute end. */
    Instant expiresAt() {
        Instant idleEnd = lastAccessedAt.plus(settings.idle());
        Instant end = createdAt.plus(settings.max());
        return idleEnd.isBefore(end) ? idleEnd : end;
    }

    String userId() {
        return userId;
    }

    String ipAddress() {
        return ipAddress;
    }

    String userAgent() {
        return userAgent;
    }

    Document attributes() {
        return attributes;
    }

    Set<String> changed() {
        return changed;
    }

    /** Whether there is anything in it that is worth a document. */
    boolean hasContent() {
        return userId != null || !attributes.isEmpty();
    }

    /** The id under which it is stored, or null when it is not. */
    String storedId() {
        return storedId;
    }

    /** Whether it was ended elsewhere while this request was under way. */
    boolean isGone() {
        return gone;
    }

    /** Whether the stored time of last access lags so far behind that it is due to be written. */
    boolean isTouchDue() {
        return storedAccess.plus(settings.touchEvery()).isBefore(lastAccessedAt);
    }

    void saved() {
        storedId = id;
        storedAccess = lastAccessedAt;
        changed.clear();
    }

    void ended() {
        storedId = null;
        gone = true;
    }
}
