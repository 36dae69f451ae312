package org.parley.search;

/**
 * A place in a text.
 *
 * @param from the first UTF-16 unit
 * @param to the unit after the last one
 */
public record Span(int from, int to) {}
