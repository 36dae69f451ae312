package org.parley.session;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/** Deletes sessions at {@code expires_at}, and finds them by user to end them together. */
@Component
class SessionIndexes implements CollectionIndexes {
    @Override
    public void create(Database database) {
        MongoCollection<Document> sessions = database.patient().getCollection(MongoSessions.COLLECTION);
        sessions.createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        sessions.createIndex(Indexes.ascending("user_id"));
    }
}
