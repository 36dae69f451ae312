/**
 * What the tests share: the built application started as a real server process, and a thin HTTP client for it.
 *
 * <p>Uses the JDK, JSON-P and the MongoDB driver; knows nothing of the application's own classes, so that what the
 * tests see is what other programs see.
 */
package org.parley.testing;
