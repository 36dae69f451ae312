/**
 * Conversations and their messages: the aggregate ({@link org.parley.conversation.Conversation}), its writer, the readers,
 * and the REST resources. It uses {@code document}, {@code segment}, {@code message}, {@code idempotency},
 * {@code security}, {@code project}, {@code jnosql}, {@code store}, {@code bson}, {@code markdown} and {@code platform}.
 */
package org.parley.conversation;
