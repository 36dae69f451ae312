package org.parley.conversation;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.bson.StoredTime;
import org.parley.document.Filing;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.document.Trashed;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import org.parley.store.Unchanged;

/**
 * Changes how conversations are stored, and not what they are: adoption, sealing, dates, keys of lists and previews. None of it counts as
 * a change, so no {@link ConversationListener} is told. A conversation that has changed since it was read is left alone.
 */
@Component
class ConversationStorage {
    private static final Logger LOG = Logger.getLogger(ConversationStorage.class.getName());

    /** The keys of a conversation whose tags are none: a list that is not empty, so that it is not looked at again. */
    private static final List<String> NO_LIST = List.of("");

    private static final int KEYS_BATCH = 500;

    private final Database database;
    private final Adoption adoption;

    @Inject
    ConversationStorage(Database database, Adoption adoption) {
        this.database = database;
        this.adoption = adoption;
    }

    /**
     * Sets the first counters of an older program's document that was read whole; nothing if it has changed since.
     *
     * @param forMetadata whether its metadata must be a document afterwards
     */
    void adopt(StoredConversation found, boolean forMetadata) {
        Document fields = adoption.adopted(found, new ArrayList<>(), forMetadata);
        if (found.oddFields().areMessages()) {
            fields.remove("messages");
        }
        found.times().updated().ifPresent(time -> fields.append("updated_at", Date.from(time)));
        fields.append(ConversationFields.REVISION, found.revision());
        documents().updateOne(ConversationFilters.asItWas(found), Updates.combine(ConversationFields.sets(fields)));
    }

    /**
     * Moves the oldest messages of the tail, which are stored as the next segment already, out of the document. The
     * segment count and the tail's beginning guard it.
     *
     * @return whether this call did it
     */
    boolean seal(StoredConversation seen, List<Document> sealed) {
        Bson target = Filters.and(
                Filters.eq("_id", seen.stored("_id")),
                Filters.eq("tail_first_seq", seen.tailFirstSeq()),
                ConversationFilters.sameSegments(seen));
        return documents().updateOne(target, ConversationFields.sealed(sealed)).getMatchedCount() == 1;
    }

    /** Moves what another program keeps under the names that the trash needs, in the user's conversations. */
    void makeRoomForTrash(String userId) {
        for (String field : Trashed.FIELDS) {
            documents()
                    .updateMany(
                            Filters.and(Ownership.of(userId), Filters.exists(field)),
                            Updates.rename(field, "original_" + field));
        }
    }

    /** Turns dates of other types into dates in all of a user's conversations. What is no date is left unchanged. */
    void convertDates(String userId) {
        Bson withOtherKind =
                Filters.and(Ownership.of(userId), Filters.not(Filters.type("updated_at", BsonType.DATE_TIME)));
        for (RawBsonDocument found : database.mongo()
                .getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class)
                .find(withOtherKind)
                .projection(Projections.include("created_at", "updated_at"))) {
            StoredTime.of(found.get("updated_at")).ifPresent(updated -> {
                List<Bson> changes = new ArrayList<>(List.of(Updates.set("updated_at", Date.from(updated))));
                StoredTime.of(found.get("created_at"))
                        .ifPresent(created -> changes.add(Updates.set("created_at", Date.from(created))));
                documents()
                        .updateOne(
                                Filters.and(
                                        Filters.eq("_id", found.get("_id")),
                                        Unchanged.is("updated_at", found.get("updated_at"))),
                                Updates.combine(changes));
            });
        }
    }

    /**
     * Adds the keys of filtered lists to a user's conversations whose tags an older program has stored. Once none is left
     * this reads nothing.
     */
    void addListKeys(String userId) {
        List<UpdateOneModel<Document>> updates = new ArrayList<>();
        Bson lacking =
                Filters.and(Ownership.of(userId), Filters.exists(Filing.TAGS + ".0"), Filters.eq(Filing.KEYS, null));
        for (RawBsonDocument raw : database.mongo()
                .getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class)
                .find(Filters.and(lacking, Filters.type("_id", BsonType.OBJECT_ID)))
                .projection(Projections.include("user_id", Filing.TAGS, Filing.PROJECT, Filing.PINNED))) {
            if (raw.get("user_id").isArray()) {
                continue; // an index cannot hold two lists of one document
            }
            StoredConversation found = StoredConversation.of(raw);
            List<String> keys = found.filing().keys(userId);
            updates.add(new UpdateOneModel<>(
                    Filters.and(
                            Ownership.of(found.key()),
                            Unchanged.is(Filing.TAGS, raw.get(Filing.TAGS)),
                            Filters.eq(Filing.KEYS, null)),
                    Updates.set(Filing.KEYS, keys.isEmpty() ? NO_LIST : keys)));
            if (updates.size() == KEYS_BATCH) {
                writeKeys(updates);
                updates.clear();
            }
        }
        if (!updates.isEmpty()) {
            writeKeys(updates);
        }
    }

    /** Leaves out documents that hold a list in another indexed field as well, such as the time. */
    private void writeKeys(List<UpdateOneModel<Document>> updates) {
        try {
            documents().bulkWrite(updates, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (!StoreFailures.isOddValue(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "Some conversations hold values that cannot be indexed with their tags", e);
        }
    }

    /**
     * Stores previews in documents that have not changed since they were read. They can be made again at any time, so
     * this neither waits for a majority nor fails.
     */
    void keepPreviews(String userId, Collection<StoredConversation> newest) {
        List<UpdateOneModel<Document>> updates = newest.stream()
                .filter(found ->
                        found.times().areSortable() && !found.oddFields().arePreview())
                .map(found -> new UpdateOneModel<Document>(
                        Filters.and(
                                Ownership.of(new ConversationKey(userId, new ObjectId(found.id()))),
                                ConversationFilters.unchanged(found)),
                        Updates.set(Preview.FIELD, found.newPreview())))
                .toList();
        try {
            if (!updates.isEmpty()) {
                documents().withWriteConcern(WriteConcern.W1).bulkWrite(updates, new BulkWriteOptions().ordered(false));
            }
        } catch (MongoException e) {
            LOG.log(Level.FINE, "Previews of a list were not stored", e);
        }
    }

    private MongoCollection<Document> documents() {
        return database.collection(ConversationRepository.COLLECTION);
    }
}
