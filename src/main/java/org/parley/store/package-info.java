/**
 * Where the data is: the MongoDB client, the database, its indexes, and the embedded MongoDB.
 *
 * <p>May use {@code platform}, the MongoDB driver and, for the embedded store alone, the server and file store behind it.
 */
package org.parley.store;
