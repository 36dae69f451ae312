package org.parley.retention;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.Conversation;
import org.parley.conversation.ConversationRepository;
import org.parley.conversation.Ownership;
import org.parley.document.Filing;
import org.parley.document.StoredConversation;
import org.parley.document.StoredTimes;
import org.parley.platform.Component;
import org.parley.store.Database;

/**
 * Finds a user's conversations that were left alone for long. Every query holds the owner, and reads the index of the
 * user's list from its old end.
 *
 * <p>A conversation counts as left alone since its last change, or since an import or the trash put it among the others,
 * if that was later: what has just come is not taken at once. One whose {@code updated_at} is no date is never due.
 */
@Component
class DueRepository {
    private static final String UPDATED = "updated_at";
    private static final Bson OLDEST_FIRST = Sorts.ascending(UPDATED, "_id");
    private static final List<String> FIELDS = ConversationRepository.HEADER.stream()
            .filter(field -> !field.equals("metadata") && !field.equals("preview"))
            .toList();

    private final Database database;

    @Inject
    DueRepository(Database database) {
        this.database = database;
    }

    /** How many the trash takes. */
    long countForTrash(String userId, Due due) {
        return due.trash().map(time -> count(mine(userId, forTrash(time)))).orElse(0L);
    }

    /** How many are archived. */
    long countForArchive(String userId, Due due) {
        return due.archive()
                .map(time -> count(mine(userId, forArchive(time, due.trash()))))
                .orElse(0L);
    }

    /** Those of either kind that were left alone for the longest time, without messages. */
    List<StoredConversation> oldest(String userId, Due due, int limit) {
        List<Bson> either = Stream.of(
                        due.trash().map(DueRepository::forTrash),
                        due.archive().map(time -> forArchive(time, due.trash())))
                .flatMap(Optional::stream)
                .toList();
        return either.isEmpty() ? List.of() : page(mine(userId, Filters.or(either)), limit);
    }

    /** Some that the trash takes, after the given one; without messages. */
    List<StoredConversation> forTrash(String userId, Instant time, Optional<StoredConversation> after, int limit) {
        return page(mine(userId, Filters.and(forTrash(time), behind(after))), limit);
    }

    /** Some that are to be archived, after the given one; without messages. */
    List<StoredConversation> forArchive(String userId, Instant time, Optional<StoredConversation> after, int limit) {
        return page(mine(userId, Filters.and(forArchive(time, Optional.empty()), behind(after))), limit);
    }

    private static Bson forTrash(Instant time) {
        Date until = Date.from(time);
        return Filters.and(
                Filters.lte(UPDATED, until),
                Filters.not(Filters.gt(StoredTimes.ARRIVED_AT, until)),
                Filters.ne(Filing.PINNED, true));
    }

    private static Bson forArchive(Instant time, Optional<Instant> trash) {
        Bson old = Filters.and(forTrash(time), Filters.ne("status", "archived"));
        return trash.map(Date::from)
                .map(until -> Filters.and(
                        old, Filters.or(Filters.gt(UPDATED, until), Filters.gt(StoredTimes.ARRIVED_AT, until))))
                .orElse(old);
    }

    private static Bson behind(Optional<StoredConversation> after) {
        return after.map(last -> {
                    Date time = Date.from(last.times().updated().orElseThrow());
                    return Filters.and(
                            Filters.gte(UPDATED, time),
                            Filters.or(Filters.gt(UPDATED, time), Filters.gt("_id", new ObjectId(last.id()))));
                })
                .orElseGet(Filters::empty);
    }

    private static Bson mine(String userId, Bson due) {
        return Filters.and(
                Ownership.of(userId),
                Filters.type("_id", BsonType.OBJECT_ID),
                Filters.not(Filters.type(UPDATED, BsonType.ARRAY)), // a list of dates compares as each of them
                due);
    }

    private List<StoredConversation> page(Bson filter, int limit) {
        List<StoredConversation> page = new ArrayList<>();
        raw().find(filter)
                .projection(Projections.include(FIELDS))
                .sort(OLDEST_FIRST)
                .limit(limit)
                .forEach(found -> page.add(StoredConversation.of(found)));
        return page;
    }

    private long count(Bson filter) {
        return raw().countDocuments(filter);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(Conversation.COLLECTION, RawBsonDocument.class);
    }
}
