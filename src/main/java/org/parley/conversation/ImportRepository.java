package org.parley.conversation;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/** The statements of an import: many conversations in one write, and messages added several at a time. */
@ApplicationScoped
class ImportRepository implements CollectionIndexes {
    private static final String SOURCE_ID = ImportMark.FIELD + ".source_id";
    private static final Bson HEADER = Projections.exclude("messages", "metadata", Preview.FIELD);

    private final Database database;

    /** For the client proxy. */
    ImportRepository() {
        this(null);
    }

    @Inject
    ImportRepository(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(ConversationRepository.COLLECTION)
                .createIndex(Indexes.ascending("user_id", SOURCE_ID));
    }

    /**
     * Those of the ids that are the owner's conversations, without their messages. Asks by id alone and looks at the
     * owner here: with both in one filter the embedded store would read all conversations.
     */
    Map<ObjectId, StoredConversation> headers(String userId, Collection<ObjectId> ids) {
        Map<ObjectId, StoredConversation> found = new HashMap<>();
        for (RawBsonDocument raw : raw().find(Filters.in("_id", ids)).projection(HEADER)) {
            StoredConversation header = StoredConversation.of(raw);
            if (header.ownerId().equals(userId)) {
                found.put(raw.getObjectId("_id").getValue(), header);
            }
        }
        return found;
    }

    /** One of the owner's conversations that was imported under a source id. */
    Optional<StoredConversation> bySource(String userId, String sourceId) {
        RawBsonDocument found = raw().find(Filters.and(Ownership.of(userId), Filters.eq(SOURCE_ID, sourceId)))
                .projection(HEADER)
                .first();
        return Optional.ofNullable(found).map(StoredConversation::of);
    }

    /**
     * Stores new conversations.
     *
     * @return for each place in the list that was refused why; empty text for an id that is taken
     */
    Map<Integer, String> insert(List<Document> conversations) {
        Map<Integer, String> refused = new HashMap<>();
        try {
            documents().insertMany(conversations, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException partly) {
            if (partly.getWriteConcernError() != null) {
                throw partly;
            }
            for (BulkWriteError error : partly.getWriteErrors()) {
                boolean taken = error.getCategory() == ErrorCategory.DUPLICATE_KEY;
                refused.put(error.getIndex(), taken ? "" : error.getMessage());
            }
        }
        return refused;
    }

    /**
     * Adds messages at the end if the conversation is still at a revision.
     *
     * @return whether they were added
     */
    boolean push(ObjectId id, String userId, Addition addition, Instant now) {
        List<Document> messages = addition.messages();
        List<Document> branches = Branches.stored(messages, addition.firstSeq());
        Bson target = Filters.and(Ownership.of(userId, id), Filters.eq("revision", addition.revision()));
        Bson change = Updates.combine(
                Updates.pushEach("messages", messages),
                branches.isEmpty() ? new Document() : Updates.pushEach(Branches.FIELD, branches),
                Updates.inc("message_count", messages.size()),
                Updates.inc("tail_bytes", Tail.bytes(messages)),
                Updates.inc("revision", 1L),
                Updates.set("updated_at", Date.from(addition.updatedAt())),
                Updates.set(Preview.FIELD, Preview.of(messages, addition.updatedAt())),
                Updates.set(ImportMark.FIELD, addition.mark().document(now)));
        return documents().updateOne(target, change).getMatchedCount() == 1;
    }

    /**
     * Messages to be added.
     *
     * @param revision the conversation's, which makes sure of its length
     * @param firstSeq where the first of them will stand: the conversation's length
     * @param mark how far the import has come with them
     * @param updatedAt the conversation's time from now on
     */
    record Addition(long revision, int firstSeq, List<Document> messages, ImportMark mark, Instant updatedAt) {}

    private MongoCollection<Document> documents() {
        return database.collection(ConversationRepository.COLLECTION);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }
}
