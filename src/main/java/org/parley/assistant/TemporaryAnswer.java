package org.parley.assistant;

import org.parley.answer.Answer;

/**
 * A running answer in a temporary chat.
 *
 * @param stop ends it with the text so far and cancels the model's call
 */
record TemporaryAnswer(Answer answer, Runnable stop) {}
