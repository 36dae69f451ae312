package org.parley.answer;

import java.util.Locale;

/** The state of an answer's document. */
enum AnswerState {
    /** The model is generating, or about to. */
    RUNNING,
    /** The text is final and is being stored as a message. */
    ENDING,
    /** There is no answer; {@code failure} holds the reason. */
    FAILED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
