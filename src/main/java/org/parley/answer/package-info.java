/**
 * One answer while it grows: written to a document, stored as a message at the end, watched and stopped from every node,
 * and taken over by another node if its own dies. The package uses {@code conversation}, {@code jnosql}, {@code model},
 * {@code store} and {@code platform}; it does not know which model answers or who reads the answer.
 */
package org.parley.answer;
