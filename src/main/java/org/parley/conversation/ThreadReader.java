package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.parley.conversation.ThreadPage.Placed;
import org.parley.document.Metadata;
import org.parley.document.StoredConversation;
import org.parley.document.StoredMetadata;
import org.parley.message.Branches;
import org.parley.message.Branches.Range;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.segment.SealedReader;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;

/** Reads branches of conversations page by page. The cost does not depend on their length. */
@Component
class ThreadReader {
    private final ConversationRepository conversations;
    private final SegmentRepository segments;
    private final Transcript transcript;

    @Inject
    ThreadReader(ConversationRepository conversations, SegmentRepository segments, Transcript transcript) {
        this.conversations = conversations;
        this.segments = segments;
        this.transcript = transcript;
    }

    /**
     * Reads a page; empty when the user has no such conversation. Nearly always one document's newest messages are
     * enough; segments, and the rest of the tail, are read only if the branch leads there.
     *
     * @throws ProblemException 400 if the requested message is no message of the conversation
     * @throws SnapshotGoneException if it was replaced while it was read
     */
    Optional<ThreadPage> read(ConversationKey key, ThreadQuery query) {
        StoredConversation newest = conversations.newest(key, query.limit()).orElse(null);
        if (newest == null) {
            return Optional.empty();
        }
        if (newest.adopted() && newest.isCounted(query.limit())) {
            int count = newest.counters().messages().orElse(0);
            Selection selection = select(newest, new Branches(count, newest.branches()), query);
            int held = count - newest.tail().size();
            if (selection.ranges().stream().allMatch(range -> isThere(newest, held, range))) {
                return Optional.of(page(newest, selection, held, query.maxBytes()));
            }
        }
        return transcript.snapshot(key).map(whole -> page(whole, query));
    }

    /** The same page of a conversation some of whose segments are damaged or gone. */
    Optional<ThreadPage> readWhatIsThere(ConversationKey key, ThreadQuery query) {
        return transcript.whatIsThere(key).map(whole -> page(whole, query));
    }

    private ThreadPage page(StoredConversation whole, ThreadQuery query) {
        return page(whole, select(whole, tree(whole), query), whole.tailFirstSeq(), query.maxBytes());
    }

    /** Which message continues which in a whole conversation. */
    static Branches tree(StoredConversation whole) {
        return new Branches(whole.end(), whole.adopted() ? whole.branches() : unadopted(whole));
    }

    /** Whether the messages of a range are in segments or in the part of the tail that was read. */
    private static boolean isThere(StoredConversation newest, int held, Range range) {
        return range.end() <= newest.tailFirstSeq() || Math.max(range.from(), newest.tailFirstSeq()) >= held;
    }

    private record Selection(Branches tree, int head, List<Range> ranges) {}

    private static Selection select(StoredConversation conversation, Branches tree, ThreadQuery query) {
        int newest = tree.count() - 1;
        if (query.through().filter(seq -> seq > newest).isPresent()) {
            throw ProblemException.badField("through", "is no message of this conversation");
        }
        int head = query.head()
                .or(() -> query.through().map(tree::tip))
                .orElseGet(() -> query.asChosen() ? shown(conversation.metadata(), tree.count()) : newest);
        if (head > newest || (query.head().isPresent() && head < 0)) {
            throw ProblemException.badField("head", "is no message of this conversation");
        }
        return new Selection(tree, head, tree.path(head, query.before().orElse(Integer.MAX_VALUE), query.limit()));
    }

    /** The branch the reader has chosen, unless a message came since; then the newest. */
    static int shown(StoredMetadata metadata, int count) {
        return metadata.get(Metadata.BRANCH) instanceof BsonDocument branch
                        && branch.get("head") instanceof BsonNumber head
                        && branch.get("of") instanceof BsonNumber of
                        && of.intValue() == count
                        && head.intValue() >= 0
                        && head.intValue() < count
                ? head.intValue()
                : count - 1;
    }

    private ThreadPage page(StoredConversation found, Selection selection, int arrayFirstSeq, long maxBytes) {
        Newest newest = new Newest(selection.tree(), maxBytes);
        SealedReader sealed = new SealedReader(segments, found.segments());
        int tailFirst = found.tailFirstSeq();
        for (int i = selection.ranges().size() - 1; i >= 0; i--) {
            Range range = selection.ranges().get(i);
            newest.begin(range.end());
            boolean more = true;
            for (int seq = range.end() - 1; more && seq >= Math.max(range.from(), tailFirst); seq--) {
                more = newest.take(found.tail().get(seq - arrayFirstSeq));
            }
            if (!more || !sealed.readBack(range.from(), Math.min(range.end(), tailFirst), newest::take)) {
                break;
            }
        }
        List<Placed> messages = newest.oldestFirst();
        boolean hasMore =
                !messages.isEmpty() && selection.tree().parent(messages.get(0).seq()) > Branches.NONE;
        return new ThreadPage(found, selection.head(), selection.tree().count(), hasMore, messages);
    }

    /** Takes messages of descending {@code seq}, as long as they are few enough bytes together; the first one always. */
    private static final class Newest {
        private final Branches tree;
        private final long maxBytes;
        private final Deque<Placed> taken = new ArrayDeque<>();
        private long bytes;
        private int end;

        Newest(Branches tree, long maxBytes) {
            this.tree = tree;
            this.maxBytes = maxBytes;
        }

        /** The next message is the one before this {@code seq}. */
        void begin(int end) {
            this.end = end;
        }

        boolean take(StoredMessage message) {
            bytes += message.size();
            if (bytes > maxBytes && !taken.isEmpty()) {
                return false;
            }
            end--;
            taken.addFirst(new Placed(end, message, tree.siblings(end)));
            return bytes <= maxBytes;
        }

        List<Placed> oldestFirst() {
            return List.copyOf(taken);
        }
    }

    /** The branches that a document will have when it is adopted. */
    private static Map<Integer, Integer> unadopted(StoredConversation whole) {
        Map<Integer, Integer> branches = new HashMap<>();
        for (int seq = 0; seq < whole.tail().size() && branches.size() < Branches.MAX; seq++) {
            Optional<Integer> parent = whole.tail().get(seq).parent(seq);
            if (parent.isPresent() && Branches.isBranch(seq, parent.get())) {
                branches.put(seq, parent.get());
            }
        }
        return branches;
    }
}
