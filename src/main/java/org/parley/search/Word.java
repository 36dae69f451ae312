package org.parley.search;

/**
 * A word of a text, or a part of one.
 *
 * @param term the folded form, at most {@link TermLength#MAX} bytes in UTF-8, never empty
 * @param from where it begins in the original text, in UTF-16 units
 * @param to where it ends there, exclusive
 * @param position its place among the smallest units of the text, from 0
 * @param span how many positions it covers: 1 for a unit, 2 for a whole such as {@code foo.bar}
 */
record Word(String term, int from, int to, int position, int span) {}
