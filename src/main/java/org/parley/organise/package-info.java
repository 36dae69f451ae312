/**
 * Tags and projects of all of a user's conversations, and changes of many conversations at once. It uses
 * {@code conversation}, {@code document}, {@code security}, {@code project}, {@code idempotency}, {@code message},
 * {@code store}, {@code bson} and {@code platform}.
 */
package org.parley.organise;
