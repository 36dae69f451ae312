package org.parley.conversation;

import java.time.Instant;
import org.parley.message.ConversationKey;

/**
 * One stored change of one conversation: ids and numbers, no content.
 *
 * @param key the conversation
 * @param kind what happened to it
 * @param revision the conversation's revision after the change; 0 if it is deleted or purged
 * @param firstSeq the {@code seq} of the first message that is new; meaningless if {@code count} is 0
 * @param count how many messages are new: all of a created or replaced conversation, the appended ones, else 0
 * @param at when it happened
 */
public record ConversationChange(ConversationKey key, Kind kind, long revision, int firstSeq, int count, Instant at) {
    /** What can happen to a conversation. */
    public enum Kind {
        /** It was created, with or without messages, or taken out of the trash: its messages are all new then. */
        CREATED,
        /** Messages were appended. */
        APPENDED,
        /** All messages were replaced, possibly together with title, status or metadata. */
        REPLACED,
        /** Its title, status, metadata, tags, project or pin changed; the messages did not. */
        HEADER,
        /** It is gone for its owner: it was put into the trash. */
        DELETED,
        /** It lies in the trash, and nothing of it will be left. Told again if the removal is interrupted. */
        PURGED
    }
}
