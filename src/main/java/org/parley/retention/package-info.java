/**
 * Retention: conversations that nobody has changed for long are archived or put into the trash, as their owners or the
 * operator want it. It uses {@code conversation}, {@code document}, {@code security}, {@code message}, {@code store},
 * {@code bson} and {@code platform}.
 */
package org.parley.retention;
