package org.parley.conversation;

import java.time.Instant;

/**
 * What became of an append.
 *
 * @param id the message's id
 * @param conversationId the conversation's id
 * @param seq the message's place, counted from 0
 * @param messageCount how many messages there were after it
 * @param updatedAt when it was stored
 * @param etag the conversation's entity tag after it, or null when the answer is repeated
 */
public record AppendedMessage(
        String id, String conversationId, int seq, int messageCount, Instant updatedAt, String etag) {}
