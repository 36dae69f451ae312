/**
 * Imports conversations of other programs: opens their export files and reports the result of each one.
 *
 * <p>May use {@code formats}, {@code conversation}, {@code security}, {@code store} and {@code platform}; stores nothing itself.
 */
package org.parley.transfer;
