/**
 * Imports conversations of other programs: reads their export files and reports the result of each one.
 *
 * <p>May use {@code conversation}, {@code security}, {@code store} and {@code platform}; stores nothing itself.
 */
package org.parley.transfer;
