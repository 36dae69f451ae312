package org.parley.session;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/** Sessions are removed when {@code expires_at} has come, and are found by their user to be ended together. */
@ApplicationScoped
class SessionIndexes implements CollectionIndexes {
    @Override
    public void create(Database database) {
        MongoCollection<Document> sessions = database.patient().getCollection(MongoSessions.COLLECTION);
        sessions.createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        sessions.createIndex(Indexes.ascending("user_id"));
    }
}
