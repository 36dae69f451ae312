package org.parley.message;

import java.util.Optional;

/**
 * The part of a message that an assistant needs.
 *
 * @param seq its place in the conversation
 * @param role who spoke
 * @param content the text; empty only for an answer that was stopped or interrupted before its first word
 * @param model id of the model that wrote it; empty for the user's, and where it is unknown
 */
public record SpokenMessage(int seq, Role role, String content, Optional<String> model) {}
