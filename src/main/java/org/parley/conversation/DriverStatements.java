package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.store.Database;

/** The statements through the driver, for use without a container. */
record DriverStatements(Database database) implements ConversationStatements {
    @Override
    public void insert(Document document) {
        conversations().insertOne(document);
    }

    @Override
    public long count(Bson filter) {
        return conversations().countDocuments(filter);
    }

    private MongoCollection<Document> conversations() {
        return database.collection(ConversationRepository.COLLECTION);
    }
}
