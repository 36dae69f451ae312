package org.parley.conversation;

/**
 * A request that carries an idempotency key.
 *
 * @param fingerprint hash of method, path and body
 * @param conversationId the conversation it creates or appends to
 * @param messageId the id its message gets; empty for a creation
 */
record IdempotentRequest(String fingerprint, String conversationId, String messageId) {}
