package org.parley.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.document.Origin;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;

/**
 * Messages to append to a conversation, and the state it must still be in.
 *
 * @param key the conversation
 * @param messages at least one, each with an id
 * @param unchanged if given, the conversation must still have this state's revision and time
 * @param place where the messages will stand, if that is known; without it they may not name a parent
 * @param at the conversation's {@code updated_at} from now on
 * @param origin if given, the messages were imported: it is stored, and their metrics are not added to the metadata,
 *     which has come from the same file
 */
record Append(
        ConversationKey key,
        List<NewMessage> messages,
        Optional<StoredConversation> unchanged,
        Optional<Place> place,
        Instant at,
        Optional<Origin> origin) {
    /** One message at the end, wherever that is. */
    static Append atTheEnd(
            ConversationKey key, NewMessage message, Optional<StoredConversation> unchanged, Instant at) {
        return new Append(key, List.of(message), unchanged, Optional.empty(), at, Optional.empty());
    }

    /** One message, while the conversation has as many messages as it was seen with. */
    static Append inPlace(
            ConversationKey key,
            NewMessage message,
            Optional<StoredConversation> unchanged,
            StoredConversation seen,
            Instant at) {
        Place place = new Place(seen.counters().messages().orElseThrow(), Optional.of(seen.tailFirstSeq()));
        return new Append(key, List.of(message), unchanged, Optional.of(place), at, Optional.empty());
    }

    /**
     * Where messages will stand.
     *
     * @param firstSeq the {@code seq} of the first of them
     * @param tailFirstSeq if given, the conversation must still have {@code firstSeq} messages, and its tail must still
     *     begin here
     */
    record Place(int firstSeq, Optional<Integer> tailFirstSeq) {}
}
