package org.parley.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.parley.bson.BsonFields;
import org.parley.bson.BsonJson;
import org.parley.listing.Cursor;
import org.parley.platform.Component;
import org.parley.security.User;
import org.parley.security.Users;

/** The whole audit log, for administrators: in pages, or all of it, of which no more than a page is in memory. */
@Component
class AuditLog {
    private static final int AT_ONCE = 500;

    private final AuditLogRepository entries;
    private final Users users;

    @Inject
    AuditLog(AuditLogRepository entries, Users users) {
        this.entries = entries;
        this.users = users;
    }

    /** Entries, the newest first, at most {@code limit}. */
    List<RawBsonDocument> page(AuditFilter filter, Optional<Cursor> after, int limit) {
        return entries.page(filter, user(filter), after, limit);
    }

    /** Takes entries one by one. */
    interface Reader {
        /** Takes the next one. */
        void read(RawBsonDocument entry) throws IOException;
    }

    /** Something that reads entries to their end. */
    interface All {
        /**
         * Reads on.
         *
         * @throws com.mongodb.MongoException if the database does not answer
         */
        void to(Reader reader) throws IOException;
    }

    /**
     * All entries, the newest first. The first ones are read at once, so that a failure can still be answered; entries that
     * are stored meanwhile are not among them.
     *
     * @param after the entry after which they begin
     */
    All all(AuditFilter filter, Optional<Cursor> after) {
        Optional<User> user = user(filter);
        List<RawBsonDocument> first = entries.page(filter, user, after, AT_ONCE);
        return reader -> {
            List<RawBsonDocument> page = first;
            while (!page.isEmpty()) {
                for (RawBsonDocument entry : page) {
                    reader.read(entry);
                }
                page = page.size() < AT_ONCE
                        ? List.of()
                        : entries.page(filter, user, Optional.of(cursor(page.get(page.size() - 1))), AT_ONCE);
            }
        };
    }

    /** The place of an entry. */
    static Cursor cursor(RawBsonDocument entry) {
        return new Cursor(
                Instant.ofEpochMilli(entry.getDateTime("timestamp").getValue()),
                entry.getObjectId("_id").getValue());
    }

    /** Writes an entry with its stored fields; {@code _id} is {@code id}. */
    static void write(JsonGenerator json, RawBsonDocument entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.getObjectId("_id").getValue().toHexString());
        BsonFields fields = BsonFields.of(entry);
        while (fields.next()) {
            String name = fields.name();
            if (!name.equals("_id") && !name.equals("id")) {
                json.writeFieldName(name);
                BsonJson.value(json, fields);
            }
        }
        json.writeEndObject();
    }

    private Optional<User> user(AuditFilter filter) {
        return filter.user().flatMap(text -> users.byId(text).or(() -> users.byUsername(text)));
    }
}
