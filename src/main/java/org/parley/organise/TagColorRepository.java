package org.parley.organise;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.project.Color;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.ListKeys;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * The colours of tags: {@code tag_colors}, {@code {_id: "<user id>", colors: {"<key>": "red"}}}. The key is that of the
 * list of the tag's conversations, because a tag may hold characters that a field's name may not.
 *
 * <p>Changes go through the driver: each sets or removes one field, where a template would replace the document.
 */
@Component
class TagColorRepository implements UserData {
    static final String COLLECTION = "tag_colors";

    private static final String COLORS = "colors";

    /** Two first colours of one user at once insert the same document; the second attempt finds it. */
    private static final Retries RETRIES = Retries.atMost(3);

    private final Database database;

    @Inject
    TagColorRepository(Database database) {
        this.database = database;
    }

    /** The colours of a user's tags. */
    Colors of(String userId) {
        BsonDocument found = database.mongo()
                .getCollection(COLLECTION, BsonDocument.class)
                .find(Filters.eq("_id", userId))
                .first();
        boolean colored = found != null && found.isDocument(COLORS);
        return new Colors(userId, colored ? found.getDocument(COLORS) : new BsonDocument());
    }

    /** The colours of one user's tags. */
    record Colors(String userId, BsonDocument byKey) {
        Optional<Color> of(String tag) {
            return Color.ofStored(byKey.get(key(userId, tag)));
        }
    }

    /** Sets or removes the colour of a tag. */
    void set(String userId, String tag, Optional<Color> color) {
        String field = COLORS + "." + key(userId, tag);
        if (color.isEmpty()) {
            colors().updateOne(Filters.eq("_id", userId), Updates.unset(field));
            return;
        }
        RETRIES.whileThrown(
                e -> e instanceof MongoException failure && StoreFailures.isDuplicate(failure),
                () -> colors().updateOne(
                                Filters.eq("_id", userId),
                                Updates.set(field, color.get().wire()),
                                new UpdateOptions().upsert(true)));
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        colors().deleteOne(Filters.eq("_id", user.id()));
    }

    private static String key(String userId, String tag) {
        return ListKeys.of(userId, Optional.of(tag), Optional.empty(), false).orElseThrow();
    }

    private MongoCollection<Document> colors() {
        return database.collection(COLLECTION);
    }
}
