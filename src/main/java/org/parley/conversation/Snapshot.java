package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.parley.document.StoredConversation;
import org.parley.message.Branches.Range;
import org.parley.message.MessageJson;
import org.parley.message.StoredMessage;
import org.parley.segment.SnapshotGoneException;

/** A whole conversation as it was when it was read. The messages of a long one are read when they are asked for. */
public final class Snapshot {
    /** Takes messages one by one; {@code X} is what goes wrong with it. */
    public interface EachMessage<X extends Exception> {
        /** Takes the next message; {@code seq} is its place. */
        void accept(StoredMessage message, int seq) throws X;
    }

    private final StoredConversation conversation;
    private final Optional<List<StoredMessage>> messages;
    private final Transcript transcript;

    /** @param messages its messages, empty if it is long */
    Snapshot(StoredConversation conversation, Optional<List<StoredMessage>> messages, Transcript transcript) {
        this.conversation = conversation;
        this.messages = messages;
        this.transcript = transcript;
    }

    /** The conversation; its messages may be in segments. */
    public StoredConversation conversation() {
        return conversation;
    }

    /** Whether the messages are read when they are asked for. */
    boolean isLong() {
        return messages.isEmpty();
    }

    /** The message that the branch ends in which a reader sees: the one chosen last, or the newest; -1 without messages. */
    public int head() {
        return ThreadReader.shown(conversation.metadata(), conversation.end());
    }

    /**
     * Gives every message, oldest first.
     *
     * @throws SnapshotGoneException if the conversation was replaced or deleted since, and its messages are gone
     */
    public <X extends Exception> void forEach(EachMessage<X> each) throws X {
        if (isLong()) {
            transcript.forEach(conversation, each);
            return;
        }
        int seq = 0;
        for (StoredMessage message : messages.get()) {
            each.accept(message, seq++);
        }
    }

    /** Gives the messages of the branch that a reader sees, as {@link #forEach} does. */
    public <X extends Exception> void forEachShown(EachMessage<X> each) throws X {
        BitSet shown = new BitSet();
        for (Range range : ThreadReader.tree(conversation).path(head(), Integer.MAX_VALUE, Integer.MAX_VALUE)) {
            shown.set(range.from(), range.end());
        }
        this.<X>forEach((message, seq) -> {
            if (shown.get(seq)) {
                each.accept(message, seq);
            }
        });
    }

    /** Writes the conversation in the form of the wire, all branches; the object stays open. */
    public void write(JsonGenerator json) throws IOException {
        ConversationJson.header(json, conversation);
        json.writeArrayFieldStart("messages");
        forEach((message, seq) -> MessageJson.message(json, conversation.id(), message, seq));
        json.writeEndArray();
    }
}
