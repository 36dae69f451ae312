package org.parley.conversation;

/** Which conversations a list or a count takes in. */
enum StatusFilter {
    ACTIVE,
    ARCHIVED,
    ALL
}
