package org.parley.conversation;

/**
 * What was said, by whom: all that an assistant needs of a message.
 *
 * @param role who spoke
 * @param content the text
 */
public record SpokenMessage(Role role, String content) {}
