package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.document.Filing;
import org.parley.document.Status;
import org.parley.document.StoredConversation;
import org.parley.document.StoredTimes;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.segment.SegmentRepository;
import org.parley.store.Database;
import org.parley.store.ListKeys;

/**
 * Reads what a search index is made of, and what a search shows. Every query holds the owner, or checks it where both in
 * one filter would have the embedded store read all conversations.
 */
@Component
public class SearchableRepository {
    private static final Bson HEADER = Projections.include(
            "user_id",
            "title",
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "first_segment",
            "tail_first_seq",
            "tail_bytes",
            "revision");

    private final Database database;
    private final ConversationStorage filing;

    @Inject
    SearchableRepository(Database database, ConversationStorage filing) {
        this.database = database;
        this.filing = filing;
    }

    /** For use without a container. */
    public SearchableRepository(Database database) {
        this(database, new ConversationStorage(database, new Adoption(new SegmentRepository(database))));
    }

    /** Headers of all of a user's conversations, the last changed first; those without a date come last. */
    public List<StoredConversation> all(String userId) {
        return headers(Ownership.of(userId));
    }

    /**
     * Headers of the conversations that were changed, imported or restored after a time, the last changed first, and of those whose
     * time is no date.
     */
    public List<StoredConversation> changedAfter(String userId, Instant time) {
        Date after = Date.from(time);
        Bson own = Ownership.of(userId);
        // Both ways name the owner, so that each reads its part of an index; outside them the embedded store looks for
        // it.
        Bson changed = Filters.and(own, Filters.not(Filters.lte("updated_at", after)));
        Bson arrived = Filters.and(own, Filters.gt(StoredTimes.ARRIVED_AT, after));
        return headers(Filters.and(own, Filters.or(changed, arrived)));
    }

    /** A whole document. */
    public Optional<StoredConversation> whole(ConversationKey key) {
        return Optional.ofNullable(raw().find(Ownership.of(key)).first()).map(StoredConversation::of);
    }

    /** A document with only the newest messages of its array. */
    public Optional<StoredConversation> newest(ConversationKey key, int messages) {
        return Optional.ofNullable(raw().aggregate(List.of(
                                Aggregates.match(Ownership.of(key)),
                                ConversationRepository.headerAndNewest(ConversationRepository.HEADER, messages)))
                        .first())
                .map(StoredConversation::of);
    }

    /** Whole documents of a user, by their ids; those that are gone are left out. */
    public Map<ObjectId, StoredConversation> whole(String userId, Collection<ObjectId> ids) {
        Map<ObjectId, StoredConversation> found = new HashMap<>();
        for (RawBsonDocument document : raw().find(Filters.in("_id", ids))) {
            StoredConversation conversation = StoredConversation.of(document);
            if (conversation.ownerId().equals(userId)) {
                found.put(document.getObjectId("_id").getValue(), conversation);
            }
        }
        return found;
    }

    /**
     * Ids of the conversations that are filed in a certain way.
     *
     * @param tags tags that each of them has, case aside
     * @param project the id of their project
     * @param pinned whether only pinned ones
     * @param archived whether only archived ones
     */
    public List<ObjectId> ids(
            String userId, List<String> tags, Optional<String> project, boolean pinned, boolean archived) {
        List<Bson> filters = new ArrayList<>();
        Stream<Optional<String>> each =
                tags.isEmpty() ? Stream.of(Optional.empty()) : tags.stream().map(Optional::of);
        List<String> keys = each.flatMap(tag -> ListKeys.of(userId, tag, project, pinned).stream())
                .toList();
        if (!keys.isEmpty()) {
            filing.addListKeys(userId); // older programs have tagged conversations
            filters.add(Filters.all(Filing.KEYS, keys));
        }
        filters.add(Ownership.of(userId));
        if (archived) {
            filters.add(Filters.eq("status", Status.ARCHIVED.wire()));
        }
        List<ObjectId> ids = new ArrayList<>();
        raw().find(Filters.and(filters)).projection(Projections.include("_id")).forEach(found -> {
            if (found.get("_id").isObjectId()) {
                ids.add(found.getObjectId("_id").getValue());
            }
        });
        return ids;
    }

    /** The ids of all users who have conversations. */
    public List<String> owners() {
        Set<String> owners = new TreeSet<>();
        database.collection(ConversationRepository.COLLECTION)
                .aggregate(List.of(Aggregates.group("$user_id")))
                .forEach(owner -> {
                    if (owner.get("_id") instanceof String || owner.get("_id") instanceof ObjectId) {
                        owners.add(owner.get("_id").toString());
                    }
                });
        return List.copyOf(owners);
    }

    private List<StoredConversation> headers(Bson filter) {
        List<StoredConversation> headers = new ArrayList<>();
        raw().find(filter)
                .projection(HEADER)
                .sort(Sorts.descending("updated_at", "_id"))
                .forEach(found -> {
                    if (found.get("_id").isObjectId()) {
                        headers.add(StoredConversation.of(found));
                    }
                });
        return headers;
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }
}
