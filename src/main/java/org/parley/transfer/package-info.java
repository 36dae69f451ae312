/**
 * Brings conversations of other programs into Parley: reads their export files and reports what became of each one.
 *
 * <p>May use {@code conversation}, {@code security}, {@code store} and {@code platform}; stores nothing itself.
 */
package org.parley.transfer;
