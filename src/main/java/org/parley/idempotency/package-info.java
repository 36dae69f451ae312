/**
 * Idempotency keys: a request that is repeated with its key happens once and gets its first answer again. It uses
 * {@code store} and {@code platform}.
 */
package org.parley.idempotency;
