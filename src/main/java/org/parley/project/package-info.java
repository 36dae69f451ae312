/**
 * Projects: the one category that a conversation can be in, with a name, a colour and instructions for its chats. The
 * package knows no conversations. It uses {@code jnosql}, {@code store}, {@code bson} and {@code platform}.
 */
package org.parley.project;
