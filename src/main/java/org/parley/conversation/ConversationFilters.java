package org.parley.conversation;

import com.mongodb.client.model.Filters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.conversions.Bson;
import org.parley.document.Filing;
import org.parley.document.StoredConversation;
import org.parley.document.Trashed;
import org.parley.message.ConversationKey;
import org.parley.store.Unchanged;

/**
 * The states that {@link ConversationWrites} and {@link ConversationStorage} require of a conversation. A command whose filter does not match changes
 * nothing.
 */
final class ConversationFilters {
    /** Documents whose messages, if there are any, have been shown: another program may keep something else there. */
    static final Bson REPLACEABLE = Filters.or(Filters.type("messages", BsonType.ARRAY), Filters.eq("messages", null));

    /** Documents that have our counters. Numbers compare with numbers only. */
    private static final Bson COUNTED =
            Filters.and(Filters.gte(ConversationFields.REVISION, 0), Filters.gte("message_count", 0));

    /** Documents in which no other program keeps something under the names that the trash needs. */
    static final Bson ROOM_FOR_TRASH = Filters.and(
            Trashed.FIELDS.stream().map(field -> Filters.exists(field, false)).toList());

    private ConversationFilters() {}

    /** A conversation of the user that has our counters, in the state that was seen if one is given. */
    static Bson target(ConversationKey key, Optional<StoredConversation> unchanged) {
        return Filters.and(Ownership.of(key), COUNTED, state(unchanged));
    }

    /** The state that was seen, if one is given. */
    static Bson state(Optional<StoredConversation> seen) {
        return seen.map(ConversationFilters::unchanged).orElseGet(Filters::empty);
    }

    /** Exactly the state that was seen: the revision, and the time, which an older program would have changed. */
    static Bson unchanged(StoredConversation seen) {
        return Filters.and(
                Unchanged.is(ConversationFields.REVISION, seen.stored(ConversationFields.REVISION)),
                Unchanged.is("updated_at", seen.stored("updated_at")));
    }

    /** The tags, the project and the pin that were seen, if the change is made out of them. */
    static Bson filing(ConversationUpdate change, StoredConversation seen) {
        return change.filing().isEmpty()
                ? Filters.empty()
                : Filters.and(Stream.of(Filing.TAGS, Filing.PROJECT, Filing.PINNED)
                        .map(field -> Unchanged.is(field, seen.stored(field)))
                        .toList());
    }

    /** As many messages as the place of an appended message was found among. */
    static Bson holding(Append.Place place) {
        return place.tailFirstSeq()
                .map(first ->
                        Filters.and(Filters.eq("message_count", place.firstSeq()), Filters.eq("tail_first_seq", first)))
                .orElseGet(Filters::empty);
    }

    /** None of the messages is in the tail: a request that is repeated while its first run goes on appends once. */
    static Bson absent(Append append) {
        if (append.origin().isPresent()) {
            return Filters.empty(); // the revision guards it
        }
        List<String> ids = append.messages().stream()
                .map(message -> message.id().orElseThrow())
                .toList();
        return ids.size() == 1 ? Filters.ne("messages.id", ids.get(0)) : Filters.nin("messages.id", ids);
    }

    /** The segments that were seen, as they are stored: another program may have counted some that are not there. */
    static Bson sameSegments(StoredConversation seen) {
        return Filters.and(
                Unchanged.is("segment_count", seen.stored("segment_count")),
                Unchanged.is("first_segment", seen.stored("first_segment")));
    }

    /** An older program's document as it was read: not adopted since, and with the same messages and time. */
    static Bson asItWas(StoredConversation found) {
        return Filters.and(
                Filters.eq("_id", found.stored("_id")),
                Unchanged.is("user_id", found.stored("user_id")), // it is not in the trash since
                Unchanged.is(ConversationFields.REVISION, found.stored(ConversationFields.REVISION)),
                found.hasMessageArray()
                        ? Filters.size("messages", found.tail().size())
                        : Unchanged.is("messages", found.stored("messages")),
                Unchanged.is("updated_at", found.stored("updated_at")));
    }
}
