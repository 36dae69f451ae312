/**
 * The connection to MongoDB, real or embedded, and its preparation at start: schema steps and indexes. It uses only {@code platform}.
 */
package org.parley.store;
