package org.parley.search;

import java.util.List;

/**
 * A query as it was understood.
 *
 * @param terms what must be found, in the order of the query; empty when it has operators only, or nothing to look for
 * @param excluded what must not be found
 * @param filter its operators
 */
record SearchQuery(List<SearchTerm> terms, List<SearchTerm> excluded, SearchFilter filter) {
    SearchQuery {
        terms = List.copyOf(terms);
        excluded = List.copyOf(excluded);
    }
}
