package org.parley.session;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.bson.StoredTime;

/** What the documents of the collection {@code sessions} have in common. */
final class StoredSession {
    private static final List<String> TEXTS =
            List.of(MongoSession.USER_ID, MongoSession.HANDLE, "ip_address", "user_agent");

    /** How far the clock of a node may be ahead of another one's. */
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private StoredSession() {}

    /**
     * Whether a document is one that Parley has stored, with text where it stores text; any other one is no session.
     * Without the time of its creation a session would have no absolute end.
     */
    static boolean isReadable(Document stored, Instant now) {
        return StoredTime.of(stored.get("created_at"))
                        .filter(created -> !created.isAfter(now.plus(CLOCKS_APART)))
                        .isPresent()
                && TEXTS.stream().map(stored::get).allMatch(text -> text == null || text instanceof String)
                && (!stored.containsKey("attributes") || stored.get("attributes") instanceof Document);
    }

    /** Sessions that have not ended by themselves. */
    static Bson unexpired(Instant now) {
        return Filters.gt("expires_at", Date.from(now));
    }

    /** The {@link SignedIn#handle} of a session. */
    static String handle(Document stored) {
        return stored.get(MongoSession.HANDLE) instanceof String own
                ? own
                : SessionIds.handle(String.valueOf(stored.get("_id")));
    }

    /** The {@link SignedIn#generation} in a session's attributes. */
    static long generation(Document attributes) {
        return attributes.get(MongoSession.GENERATION) instanceof Number number ? number.longValue() : 0;
    }
}
