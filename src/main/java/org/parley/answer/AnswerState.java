package org.parley.answer;

import java.util.Locale;

/** What an answer's document says of it. */
enum AnswerState {
    /** The model speaks, or will. */
    RUNNING,
    /** It is whole, or will not become more; it is being stored. */
    ENDING,
    /** There is no answer; {@code failure} says why. */
    FAILED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
