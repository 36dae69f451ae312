package org.parley.retention;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.Conversation;
import org.parley.conversation.Ownership;
import org.parley.platform.Component;
import org.parley.store.Database;

/**
 * Finds who owns conversations. Older programs have left owners who are in no {@code users}; the operator's limit holds
 * for theirs too.
 *
 * <p>MongoDB skips from owner to owner in the index of the list and reads no conversation. The embedded store has no order
 * in its indexes: it reads all conversations for each page.
 */
@Component
class OwnerRepository {
    private static final String OWNER = "user_id";

    private static final String IS_LIST = "is_list";

    /** The lowest id of each kind, see {@link Ownership}. A comparison finds only its own kind. */
    private static final List<BsonValue> LOWEST =
            List.of(new BsonString(""), new BsonObjectId(new ObjectId(new byte[12])));

    /** A list is no owner. Computed, because a filter by type in its place would read every conversation. */
    private static final Bson WITH_KIND =
            Aggregates.project(Projections.computed(IS_LIST, new Document("$isArray", List.of("$_id"))));

    private final Database database;

    @Inject
    OwnerRepository(Database database) {
        this.database = database;
    }

    /**
     * Who owns a conversation.
     *
     * @param stored the id as it is stored; the same owner may have conversations under an id of either kind
     */
    record Owner(BsonValue stored) {
        String id() {
            return stored.isString()
                    ? stored.asString().getValue()
                    : stored.asObjectId().getValue().toHexString();
        }
    }

    /** The next owners: those with a text for an id, then those with an ObjectId, each in their order. */
    List<Owner> page(Optional<Owner> after, int limit) {
        List<Owner> page = new ArrayList<>();
        for (BsonValue lowest : LOWEST) {
            boolean isSameKind = after.filter(last -> last.stored().getBsonType() == lowest.getBsonType())
                    .isPresent();
            if (isSameKind) {
                page.addAll(owners(Filters.gt(OWNER, after.get().stored()), limit));
            } else if (after.isEmpty() || lowest.isObjectId()) {
                page.addAll(owners(Filters.gte(OWNER, lowest), limit - page.size()));
            }
        }
        return page;
    }

    private List<Owner> owners(Bson next, int limit) {
        List<Owner> owners = new ArrayList<>();
        if (limit > 0) {
            database.mongo()
                    .getCollection(Conversation.COLLECTION, RawBsonDocument.class)
                    .aggregate(List.of(
                            Aggregates.match(next),
                            Aggregates.group("$" + OWNER),
                            WITH_KIND,
                            Aggregates.match(Filters.eq(IS_LIST, false)),
                            Aggregates.sort(Sorts.ascending("_id")),
                            Aggregates.limit(limit)))
                    .forEach(found -> owners.add(new Owner(found.get("_id"))));
        }
        return owners;
    }
}
