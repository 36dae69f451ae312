/**
 * What the tests share: the built application started as a real server process, and a thin HTTP client for it.
 *
 * <p>Uses the JDK, JSON-P and the MongoDB driver, and no class of the application, so that the tests see what other
 * programs see.
 */
package org.parley.testing;
