/**
 * The connection to MongoDB, real or embedded, and what the features ask of it at start: indexes, and JNoSQL's templates
 * on the one client. It uses only {@code platform}.
 */
package org.parley.store;
