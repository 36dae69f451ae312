package org.parley.audit;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.parley.listing.Cursor;
import org.parley.platform.Component;
import org.parley.security.User;
import org.parley.store.Database;

/**
 * Reads the whole log. Pages by user, by action and by time come from an index in their order, so each costs the same
 * however long the log is; the outcome is looked at in the entries. Through the driver and as raw documents, because an
 * entry is answered with the fields that it was stored with, also those of other programs.
 */
@Component
class AuditLogRepository {
    private static final String TIME = "timestamp";
    private static final String NAME = "username";

    private final Database database;

    @Inject
    AuditLogRepository(Database database) {
        this.database = database;
    }

    /**
     * Entries, the newest first.
     *
     * @param known the user whom {@link AuditFilter#user} means, if there is one
     * @param after the last entry of the page before
     */
    List<RawBsonDocument> page(AuditFilter filter, Optional<User> known, Optional<Cursor> after, int limit) {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.type(TIME, BsonType.DATE_TIME));
        all.add(Filters.type("_id", BsonType.OBJECT_ID));
        filter.user().ifPresent(user -> all.add(by(user, known)));
        filter.action().ifPresent(action -> all.add(Filters.eq("action", action)));
        filter.outcome().ifPresent(outcome -> all.add(Filters.eq("outcome", outcome)));
        filter.from().ifPresent(from -> all.add(Filters.gte(TIME, Date.from(from))));
        filter.to().ifPresent(to -> all.add(Filters.lt(TIME, Date.from(to))));
        after.ifPresent(cursor -> all.add(ActivityRepository.behind(cursor)));
        return database.mongo()
                .getCollection(AuditRepository.COLLECTION, RawBsonDocument.class)
                .find(Filters.and(all))
                .sort(Sorts.descending(TIME, "_id"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** What the user did, and failed logins with the name, which hold no id. */
    private static Bson by(String text, Optional<User> known) {
        String id = known.map(User::getId).orElse(text);
        List<String> names = Stream.concat(known.map(User::getUsername).stream(), Stream.of(text))
                .distinct()
                .toList();
        return Filters.or(
                Filters.eq(ActivityRepository.ACTOR, id),
                Filters.and(Filters.eq(ActivityRepository.ACTOR, null), Filters.in(NAME, names)));
    }
}
