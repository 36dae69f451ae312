/**
 * One answer as it grows: kept in a document while it is given, stored as a message in the end, watched and stopped from
 * every node, and ended by another one when its own dies. It uses {@code conversation}, {@code model}, {@code store} and
 * {@code platform}, and does not know who answers or whom it is sent to.
 */
package org.parley.answer;
