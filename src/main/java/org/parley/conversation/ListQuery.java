package org.parley.conversation;

/**
 * Which part of a user's list is asked for.
 *
 * @param filter which states are listed
 * @param limit at most so many, 1 to 100
 * @param offset how many of the newest are passed over, 0 or more; 0 when there is a cursor
 * @param cursor where the page before ended, or null for the first page
 */
record ListQuery(StatusFilter filter, int limit, int offset, Cursor cursor) {}
