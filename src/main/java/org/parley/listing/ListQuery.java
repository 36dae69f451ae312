package org.parley.listing;

import java.util.Optional;

/**
 * Which part of a user's list is asked for.
 *
 * @param filter which conversations are listed
 * @param limit at most this many, 1 to 100
 * @param offset how many of the newest are passed over, 0 or more; 0 when there is a cursor
 * @param cursor where the page before ended; empty for the first page
 */
public record ListQuery(ListFilter filter, int limit, int offset, Optional<Cursor> cursor) {}
