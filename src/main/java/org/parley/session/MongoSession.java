package org.parley.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.parley.bson.StoredTime;
import org.springframework.session.Session;

/**
 * One session as one request sees it: a copy of its document and the changes to it. Only {@link MongoSessions#save}
 * writes.
 *
 * <p>The attribute {@link #USER_ID} is a top-level field of the document, so that a user's sessions can be found.
 */
public final class MongoSession implements Session {
    /** The attribute with the user's id. A session without it is anonymous. */
    public static final String USER_ID = "user_id";

    /** The attribute with the {@linkplain SignedIn#generation() generation}, a {@code Long}; absent for 0. */
    public static final String GENERATION = "generation";

    static final String HANDLE = "handle";

    private static final String FACES_KEY = "com.sun.faces.SK";

    private final SessionSettings settings;
    private final Clock clock;
    private final Instant createdAt;
    private final String ipAddress;
    private final String userAgent;
    private final Document attributes;
    private final Set<String> changed = new LinkedHashSet<>();

    private String id;
    private String storedId;
    private String handle;
    private boolean gone;
    private String userId;
    private Instant lastAccessedAt;
    private Instant storedAccess;

    /** A new session that is not stored yet. */
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

    /** A stored session, which must be readable. */
    MongoSession(SessionSettings settings, Clock clock, String id, Document stored) {
        this.settings = settings;
        this.clock = clock;
        this.id = id;
        this.storedId = id;
        this.createdAt = StoredTime.of(stored.get("created_at")).orElseThrow();
        this.lastAccessedAt = StoredTime.of(stored.get("last_accessed_at"))
                .filter(accessed -> accessed.isBefore(createdAt.plus(settings.max())))
                .orElse(createdAt);
        this.storedAccess = lastAccessedAt;
        this.userId = stored.getString("user_id");
        this.handle = stored.getString(HANDLE);
        this.ipAddress = stored.getString("ip_address");
        this.userAgent = stored.getString("user_agent");
        this.attributes = stored.get("attributes") instanceof Document found ? found : new Document();
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        handle = handle();
        id = SessionIds.next();
        return id;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getAttribute(String name) {
        if (USER_ID.equals(name)) {
            return (T) userId;
        }
        Object value = AttributeCodec.decode(attributes.get(AttributeCodec.encodeName(name)));
        boolean odd = FACES_KEY.equals(name) && !(value instanceof SecretKeySpec);
        return odd ? null : (T) value; // Faces makes another key
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

    /** @throws IllegalArgumentException if the value is not plain; see {@link AttributeCodec} */
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

    /** Unsupported: {@code PARLEY_SESSION_IDLE} sets the idle time of every session. */
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

    /** The earlier of the idle and the absolute timeout. */
    Instant expiresAt() {
        Instant idleEnd = lastAccessedAt.plus(settings.idle());
        Instant end = createdAt.plus(settings.max());
        return idleEnd.isBefore(end) ? idleEnd : end;
    }

    String userId() {
        return userId;
    }

    /** The handle: one of its own after a change of the id, else made of the id. */
    String handle() {
        return handle == null ? SessionIds.handle(SessionIds.key(id)) : handle;
    }

    /** The handle to store; empty while it follows from the id. */
    Optional<String> ownHandle() {
        return Optional.ofNullable(handle);
    }

    /** Which session of which user it is; empty for an anonymous one. */
    Optional<SignedIn> signedIn() {
        return userId == null
                ? Optional.empty()
                : Optional.of(new SignedIn(userId, handle(), StoredSession.generation(attributes)));
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

    /** Whether it has anything to store. */
    boolean hasContent() {
        return userId != null || !attributes.isEmpty();
    }

    /** The id under which it is stored, or null if it is not stored. */
    String storedId() {
        return storedId;
    }

    /** Whether another request has ended it while this one was running. */
    boolean isGone() {
        return gone;
    }

    /** Whether the stored time of last access is old enough to be written again. */
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
