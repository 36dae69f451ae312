package org.parley.idempotency;

/**
 * The ids that a request stores its documents under. They are drawn before the request runs and kept with its key, so a
 * repetition stores under the same ids.
 *
 * @param conversationId the conversation the request creates or appends to
 * @param messageId the message it appends; empty if it creates a conversation
 */
public record RequestIds(String conversationId, String messageId) {}
