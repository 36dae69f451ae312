package org.parley.conversation;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.store.Database;

/**
 * Reads the newest messages of conversations that have no {@link Preview} of now, and keeps it in them: those of older
 * programs, and those whose title or metadata has changed since.
 */
@ApplicationScoped
class PreviewRepository {
    private static final Logger LOG = Logger.getLogger(PreviewRepository.class.getName());

    private final Database database;

    /** For the client proxy. */
    PreviewRepository() {
        this(null);
    }

    @Inject
    PreviewRepository(Database database) {
        this.database = database;
    }

    /** A page of conversations, in its order, each with its preview or its newest message. */
    List<StoredConversation> completed(String userId, List<StoredConversation> page) {
        List<ObjectId> lacking = page.stream()
                .filter(conversation -> !conversation.hasPreview())
                .map(conversation -> new ObjectId(conversation.id()))
                .toList();
        if (lacking.isEmpty()) {
            return page;
        }
        Map<ObjectId, StoredConversation> newest = newest(userId, lacking);
        keep(userId, newest);
        return page.stream()
                .map(conversation -> conversation.hasPreview()
                        ? conversation
                        : conversation.withTailOf(newest.get(new ObjectId(conversation.id()))))
                .toList();
    }

    private Map<ObjectId, StoredConversation> newest(String userId, List<ObjectId> ids) {
        Map<ObjectId, StoredConversation> newest = new HashMap<>();
        Bson last = new Document("$slice", List.of(new Document("$ifNull", List.of("$messages", List.of())), -1));
        database.mongo()
                .getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(Filters.in("_id", ids), Ownership.of(userId))),
                        Aggregates.project(Projections.fields(
                                Projections.include("updated_at", "revision"),
                                Projections.computed("messages", last)))))
                .forEach(raw -> newest.put(raw.getObjectId("_id").getValue(), StoredConversation.of(raw)));
        return newest;
    }

    /**
     * Keeps what was read in documents that are still as they were. It can be made again at any time: it is not worth
     * waiting for a majority, nor failing a list.
     */
    private void keep(String userId, Map<ObjectId, StoredConversation> newest) {
        List<UpdateOneModel<Document>> updates = newest.entrySet().stream()
                .filter(found -> found.getValue().hasDates())
                .map(found -> new UpdateOneModel<Document>(
                        Filters.and(
                                Ownership.of(userId, found.getKey()),
                                ConversationChangeRepository.unchanged(found.getValue())),
                        Updates.set(Preview.FIELD, found.getValue().newPreview())))
                .toList();
        MongoCollection<Document> conversations =
                database.collection(ConversationRepository.COLLECTION).withWriteConcern(WriteConcern.W1);
        try {
            if (!updates.isEmpty()) {
                conversations.bulkWrite(updates, new BulkWriteOptions().ordered(false));
            }
        } catch (MongoException e) {
            LOG.log(Level.FINE, "Previews of a list were not kept", e);
        }
    }
}
