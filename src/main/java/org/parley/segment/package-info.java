/**
 * The sealed messages of long conversations: where a segment ends, and how segments are stored, read and removed. Which
 * segments count is known to the conversation alone. It uses {@code message}, {@code store}, {@code bson} and
 * {@code platform}.
 */
package org.parley.segment;
