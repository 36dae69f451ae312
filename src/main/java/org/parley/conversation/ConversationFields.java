package org.parley.conversation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.BsonArray;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.bson.BsonSize;
import org.parley.document.Filing;
import org.parley.document.Metadata;
import org.parley.document.Origin;
import org.parley.document.Preview;
import org.parley.document.Status;
import org.parley.document.StoredConversation;
import org.parley.document.StoredTimes;
import org.parley.document.Trashed;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.segment.Tail.Split;

/**
 * The fields of a conversation's document as {@link ConversationWrites} and {@link ConversationStorage} set them: counters,
 * times and preview follow from the messages and from nothing else.
 */
final class ConversationFields {
    static final String REVISION = "revision";

    private ConversationFields() {}

    /** The counters that follow from all messages, and the messages of the tail. */
    static Document counted(Split messages, int earlierSegments) {
        Document fields = new Document("messages", messages.tail())
                .append("message_count", messages.end())
                .append("segment_count", earlierSegments + messages.segments().size())
                .append("tail_first_seq", messages.firstSeq())
                .append("tail_bytes", messages.tailBytes());
        if (!messages.branches().isEmpty()) {
            fields.append(Branches.FIELD, messages.branches());
        }
        return fields;
    }

    /** The time of a change that ends in these messages, and the preview, which is valid only at that time. */
    static Document dated(List<Document> messages, Instant at) {
        return new Document("updated_at", Date.from(at)).append(Preview.FIELD, Preview.of(messages, at));
    }

    /** The document of a new conversation. */
    static Document document(
            ConversationKey key, NewConversation wanted, Split messages, int firstSegment, Instant now) {
        Document document = new Document("_id", key.id())
                .append("user_id", key.userId())
                .append("title", wanted.title())
                .append("status", (wanted.archived() ? Status.ARCHIVED : Status.ACTIVE).wire())
                .append("metadata", new Document(wanted.metadata()))
                .append("created_at", Date.from(wanted.createdAt().orElse(now)))
                .append(REVISION, 1L);
        document.putAll(counted(messages, 0));
        document.putAll(dated(messages.tail(), wanted.updatedAt().orElse(now)));
        wanted.origin()
                .ifPresent(origin -> document.append(Origin.FIELD, origin.document(now))
                        .append(StoredTimes.ARRIVED_AT, Date.from(now)));
        if (firstSegment > 0) {
            document.append("first_segment", firstSegment);
        }
        document.putAll(wanted.filing().document(key.userId()));
        return document;
    }

    /** Messages as documents; those without an id get one. */
    static List<Document> documents(List<NewMessage> messages) {
        List<Document> documents = new ArrayList<>(messages.size());
        for (NewMessage message : messages) {
            NewMessage known = message.id().isPresent() ? message : message.withId(new ObjectId().toHexString());
            documents.add(known.document());
        }
        return documents;
    }

    /**
     * The updates of an append to a document that has our counters.
     *
     * @param documents the appended messages
     * @param now when the append is made, which is not always the conversation's time after it
     */
    static List<Bson> appended(Append append, List<Document> documents, Instant now) {
        List<Bson> changes = new ArrayList<>(List.of(
                push("messages", documents),
                Updates.inc("message_count", documents.size()),
                Updates.inc("tail_bytes", BsonSize.of(documents)),
                Updates.inc(REVISION, 1L)));
        changes.addAll(sets(dated(documents, append.at())));
        List<Document> branches = append.place()
                .map(place -> Branches.stored(documents, place.firstSeq()))
                .orElse(List.of());
        if (!branches.isEmpty()) {
            changes.add(push(Branches.FIELD, branches));
        }
        if (append.origin().isPresent()) {
            changes.add(Updates.set(Origin.FIELD, append.origin().get().document(now)));
            changes.add(Updates.set(StoredTimes.ARRIVED_AT, Date.from(now)));
        } else {
            append.messages().forEach(message -> changes.addAll(Metadata.increments(message)));
        }
        return changes;
    }

    /**
     * The updates that put other messages in the place of all, with the other changes that are asked for.
     *
     * @param firstSegment the number of the first segment
     */
    static List<Bson> replaced(
            ConversationUpdate change, StoredConversation seen, Split messages, int firstSegment, Instant now) {
        List<Bson> changes = header(change, seen);
        changes.addAll(sets(counted(messages, 0).append("first_segment", firstSegment)));
        changes.addAll(sets(dated(messages.tail(), now)));
        changes.add(Updates.inc(REVISION, 1L));
        if (messages.branches().isEmpty()) {
            changes.add(Updates.unset(Branches.FIELD));
        }
        boolean chosen = change.metadata()
                .filter(given -> given.containsKey(Metadata.BRANCH))
                .isPresent();
        if (!chosen) {
            changes.add(Updates.unset("metadata." + Metadata.BRANCH)); // the chosen branch is gone
        }
        return changes;
    }

    /** The updates that take sealed messages out of the tail. */
    static Bson sealed(List<Document> sealed) {
        List<String> ids =
                sealed.stream().map(message -> message.getString("id")).toList();
        return Updates.combine(
                Updates.pull("messages", Filters.in("id", ids)),
                Updates.inc("segment_count", 1),
                Updates.inc("tail_first_seq", sealed.size()),
                Updates.inc("tail_bytes", -BsonSize.of(sealed)));
    }

    /**
     * The updates of a change of title, status, metadata or filing; null removes a metadata key.
     *
     * @param seen the conversation before
     */
    static List<Bson> header(ConversationUpdate change, StoredConversation seen) {
        List<Bson> changes = new ArrayList<>();
        change.title().ifPresent(title -> changes.add(Updates.set("title", title)));
        change.status().ifPresent(status -> changes.add(Updates.set("status", status.wire())));
        change.metadata()
                .ifPresent(metadata -> metadata.forEach((key, value) -> changes.add(
                        value == null ? Updates.unset("metadata." + key) : Updates.set("metadata." + key, value))));
        change.filing().ifPresent(filing -> changes.addAll(filed(filing.apply(seen.filing()), seen)));
        return changes;
    }

    /** The updates that file a conversation. What another program keeps in these fields stays, under another name. */
    private static List<Bson> filed(Filing filing, StoredConversation seen) {
        Document fields = filing.document(seen.ownerId());
        if (seen.stored("user_id") instanceof BsonArray) {
            fields.remove(Filing.KEYS); // an index cannot hold two lists of one document
        }
        List<Bson> changes = sets(seen.oddFields().displacedFiling());
        changes.addAll(sets(fields));
        for (String field : List.of(Filing.TAGS, Filing.PROJECT, Filing.PINNED, Filing.KEYS)) {
            if (!fields.containsKey(field)) {
                changes.add(Updates.unset(field));
            }
        }
        return changes;
    }

    /** The updates that put a conversation into its owner's trash, whatever is stored in its fields. */
    static Bson trashed(String userId, Instant now) {
        return Updates.combine(
                Updates.rename("user_id", Trashed.OWNER),
                Updates.rename(Filing.KEYS, Trashed.KEYS),
                Updates.set(Trashed.BY, userId),
                Updates.set(Trashed.AT, Date.from(now)));
    }

    /** The same for each of several conversations that is the user's. */
    static List<UpdateOneModel<RawBsonDocument>> trashedAll(String userId, List<ObjectId> ids, Instant now) {
        Bson update = trashed(userId, now);
        return ids.stream()
                .map(id -> new UpdateOneModel<RawBsonDocument>(
                        Filters.and(Ownership.of(new ConversationKey(userId, id)), ConversationFilters.ROOM_FOR_TRASH),
                        update))
                .toList();
    }

    /**
     * The updates that take a conversation out of the trash.
     *
     * @param filing where it is filed from now on
     */
    static Bson restored(StoredConversation seen, Filing filing, Instant now) {
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.rename(Trashed.OWNER, "user_id"),
                Updates.unset(Trashed.BY),
                Updates.unset(Trashed.AT),
                Updates.set(StoredTimes.ARRIVED_AT, Date.from(now))));
        Document fields = filing.document(seen.ownerId());
        if (seen.stored("user_id") instanceof BsonArray) {
            fields.remove(Filing.KEYS); // an index cannot hold two lists of one document
        }
        boolean ours =
                seen.stored(Trashed.KEYS) == null || seen.stored(Trashed.KEYS).isArray();
        if (!ours) {
            changes.add(Updates.rename(Trashed.KEYS, Filing.KEYS));
        } else {
            changes.add(Updates.unset(Trashed.KEYS));
            if (fields.containsKey(Filing.KEYS)) {
                changes.add(Updates.set(Filing.KEYS, fields.get(Filing.KEYS)));
            }
        }
        if (seen.filing().project().isPresent() && filing.project().isEmpty()) {
            changes.add(Updates.unset(Filing.PROJECT));
        }
        return Updates.combine(changes);
    }

    /** The updates that set fields. */
    static List<Bson> sets(Document fields) {
        List<Bson> sets = new ArrayList<>();
        fields.forEach((field, value) -> sets.add(Updates.set(field, value)));
        return sets;
    }

    /** The update that appends to an array. */
    private static Bson push(String field, List<Document> elements) {
        return elements.size() == 1 ? Updates.push(field, elements.get(0)) : Updates.pushEach(field, elements);
    }
}
