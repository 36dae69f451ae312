package org.parley.answer;

/**
 * What there is of an answer at one moment.
 *
 * @param text the answer so far
 * @param thought what the model has thought so far
 */
record Draft(String text, String thought) {
    static final Draft EMPTY = new Draft("", "");
}
