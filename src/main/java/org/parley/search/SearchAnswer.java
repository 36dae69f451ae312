package org.parley.search;

import java.util.List;
import java.util.Optional;

/**
 * A page of what was found.
 *
 * @param results conversations, the best first
 * @param next the cursor of the next page; empty for the last one
 * @param corrected what was searched instead, because nothing was found; empty if that was not needed
 * @param indexing how far the index is; empty once it is complete
 */
public record SearchAnswer(
        List<Found> results, Optional<String> next, Optional<String> corrected, Optional<Progress> indexing) {}
