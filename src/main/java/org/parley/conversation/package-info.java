/**
 * Conversations and their messages: the REST resources, the rules, and how they are stored. Messages and their sealed
 * segments stay inside this package; it uses {@code security}, {@code store}, {@code markdown} and {@code platform}.
 */
package org.parley.conversation;
