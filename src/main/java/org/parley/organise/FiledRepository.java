package org.parley.organise;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.parley.conversation.Conversation;
import org.parley.conversation.Ownership;
import org.parley.document.Filing;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.ListKeys;

/**
 * Reads which of a user's conversations are filed where. Every query holds the owner and a key of a list, so it reads only
 * conversations that are filed.
 */
@Component
class FiledRepository {
    private final Database database;

    @Inject
    FiledRepository(Database database) {
        this.database = database;
    }

    /** Passes on the tags of each conversation that has any. */
    void tags(String userId, Consumer<List<String>> each) {
        for (RawBsonDocument found : raw().find(listed(userId, ListKeys.tagged(userId)))
                .projection(Projections.include("user_id", Filing.TAGS))) {
            each.accept(StoredConversation.of(found).filing().tags());
        }
    }

    /** How many conversations each project has; projects without any are left out. */
    Map<String, Long> projects(String userId) {
        Map<String, Long> counts = new HashMap<>();
        for (RawBsonDocument found : raw().find(listed(userId, ListKeys.inProjects(userId)))
                .projection(Projections.include("user_id", Filing.PROJECT))) {
            StoredConversation.of(found).filing().project().ifPresent(id -> counts.merge(id, 1L, Long::sum));
        }
        return counts;
    }

    /** The conversations of a filtered list, in no order. */
    List<ConversationKey> keys(String userId, String listKey) {
        List<ConversationKey> keys = new ArrayList<>();
        raw().find(listed(userId, listKey))
                .projection(Projections.include("_id"))
                .forEach(found -> keys.add(
                        new ConversationKey(userId, found.getObjectId("_id").getValue())));
        return keys;
    }

    private static Bson listed(String userId, String listKey) {
        return Filters.and(
                Filters.eq(Filing.KEYS, listKey), Ownership.of(userId), Filters.type("_id", BsonType.OBJECT_ID));
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(Conversation.COLLECTION, RawBsonDocument.class);
    }
}
