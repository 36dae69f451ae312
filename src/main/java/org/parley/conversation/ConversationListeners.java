package org.parley.conversation;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;

/** All {@link ConversationListener}s, which {@link ConversationWrites} tells of every acknowledged change. */
@Component
class ConversationListeners {
    private final Iterable<ConversationListener> discovered;
    private volatile List<ConversationListener> all;

    @Inject
    ConversationListeners(@Any Instance<ConversationListener> discovered) {
        this.discovered = discovered;
    }

    /** For use without a container. */
    ConversationListeners(List<ConversationListener> all) {
        this.discovered = all;
    }

    /** Tells of one change. */
    void tell(ConversationKey key, Kind kind, long revision, int firstSeq, int count, Instant at) {
        if (!all().isEmpty()) {
            tell(List.of(new ConversationChange(key, kind, revision, firstSeq, count, at)));
        }
    }

    /**
     * Tells of an append.
     *
     * @param after the conversation after it; empty if nothing was appended
     * @return the same
     */
    Optional<StoredConversation> told(Optional<StoredConversation> after, Append append) {
        after.ifPresent(found -> {
            int count = append.messages().size();
            int firstSeq = found.counters().messages().orElse(count) - count;
            tell(append.key(), Kind.APPENDED, found.revision(), firstSeq, count, append.at());
        });
        return after;
    }

    /** Tells of changes without numbers that one command made. */
    void tell(String userId, List<ObjectId> ids, Kind kind, Instant at) {
        tell(ids.stream()
                .map(id -> new ConversationChange(new ConversationKey(userId, id), kind, 0, 0, 0, at))
                .toList());
    }

    /** Tells of changes that one command made. */
    void tell(List<ConversationChange> changes) {
        if (!changes.isEmpty()) {
            all().forEach(listener -> listener.changed(changes));
        }
    }

    /** Tells that a command follows that may replace messages of a user. */
    void tellReplacing(String userId) {
        all().forEach(listener -> listener.replacing(userId));
    }

    /** Looked up at the first change: a listener may itself need a service of this package. */
    private List<ConversationListener> all() {
        List<ConversationListener> known = all;
        if (known == null) {
            List<ConversationListener> found = new ArrayList<>();
            discovered.forEach(found::add);
            known = List.copyOf(found);
            all = known;
        }
        return known;
    }
}
