/**
 * Full-text search: a small Lucene index for each user, derived from the conversations, kept as immutable files in MongoDB and in
 * the memory of the nodes that search it (decision 0016). An append writes nothing for it: what is newer than the index is
 * read when somebody searches.
 */
package org.parley.search;
