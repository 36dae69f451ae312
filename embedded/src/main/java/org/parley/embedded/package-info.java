/**
 * A MongoDB inside this process: mongo-java-server on an H2 file that is synced to disk before a write is acknowledged. It imports nothing of Parley.
 */
package org.parley.embedded;
