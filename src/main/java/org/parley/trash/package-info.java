/**
 * The trash: deleted conversations until they are restored or purged. It uses {@code conversation}, {@code document},
 * {@code security}, {@code segment}, {@code idempotency}, {@code message}, {@code store}, {@code bson} and {@code
 * platform}.
 */
package org.parley.trash;
