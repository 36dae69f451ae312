package org.parley.conversation;

/**
 * What was said, by whom and where: all that an assistant needs of a message.
 *
 * @param seq its place in the conversation
 * @param role who spoke
 * @param content the text; empty only for an answer that was stopped or interrupted before its first word
 */
public record SpokenMessage(int seq, Role role, String content) {}
