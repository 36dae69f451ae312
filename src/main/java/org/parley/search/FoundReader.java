package org.parley.search;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.SearchableRepository;
import org.parley.document.StoredConversation;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.segment.SealedReader;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;

/**
 * Reads what is shown of conversations and messages that were found. They come from the database, so what is gone is not
 * shown, and texts are as they were written.
 */
@Component
class FoundReader {
    private final SearchableRepository conversations;
    private final SegmentRepository segments;

    @Inject
    FoundReader(SearchableRepository conversations, SegmentRepository segments) {
        this.conversations = conversations;
        this.segments = segments;
    }

    /** The conversations of groups, by id; those that are gone, or another user's, are left out. */
    Map<ObjectId, StoredConversation> conversations(String userId, Collection<Group> groups) {
        return groups.isEmpty()
                ? Map.of()
                : conversations.whole(
                        userId, groups.stream().map(Group::conversation).toList());
    }

    /**
     * What is shown of a conversation.
     *
     * @return empty if nothing of what was found is there any more
     */
    Optional<Found> found(StoredConversation conversation, Group group, List<SearchTerm> terms) {
        List<Found.Match> matches = new ArrayList<>();
        Map<Integer, StoredMessage> messages = messages(conversation, group.best());
        for (Group.Hit hit : group.best()) {
            StoredMessage message = messages.get(hit.seq());
            if (message == null) {
                continue;
            }
            Snippet snippet = Snippets.of(message.content(), terms);
            if (terms.isEmpty() || !snippet.highlights().isEmpty()) {
                matches.add(new Found.Match(hit.seq(), message.role(), message.timestamp(), snippet));
            }
        }
        boolean gone = matches.isEmpty() && !group.inTitle() && group.messages() > 0;
        return gone
                ? Optional.empty()
                : Optional.of(new Found(
                        conversation,
                        Snippets.highlights(conversation.title(), terms),
                        matches,
                        Math.max(matches.size(), group.messages())));
    }

    private Map<Integer, StoredMessage> messages(StoredConversation conversation, List<Group.Hit> hits) {
        Map<Integer, StoredMessage> messages = new HashMap<>();
        SealedReader sealed = new SealedReader(segments, conversation.segments());
        int tailFirst = conversation.tailFirstSeq();
        for (Group.Hit hit : hits) {
            int seq = hit.seq();
            if (seq >= tailFirst) {
                if (seq < conversation.end()) {
                    messages.put(seq, conversation.tail().get(seq - tailFirst));
                }
                continue;
            }
            try {
                sealed.read(seq, seq + 1, message -> messages.put(seq, message));
            } catch (SnapshotGoneException gone) {
                // the conversation was replaced or deleted since it was read, so there is nothing to show
            }
        }
        return messages;
    }
}
