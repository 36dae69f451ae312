package org.parley.search;

import java.util.List;
import java.util.Optional;

/**
 * What is sought as one piece. A text has it when the units stand at adjacent positions, or when the whole is one of its
 * words.
 *
 * @param units terms of adjacent positions, at least one
 * @param whole the term of all units as one word, where they are written as one
 * @param prefix whether the last unit, and the whole, may be the beginning of a word
 * @param quoted whether it was written in quotes
 */
record SearchTerm(List<String> units, Optional<String> whole, boolean prefix, boolean quoted) {
    SearchTerm {
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("A search term has at least one unit");
        }
    }
}
