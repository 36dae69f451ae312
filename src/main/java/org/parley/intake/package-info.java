/**
 * Imports whole conversations of other programs, each exactly once. It uses {@code conversation}, {@code store} and
 * {@code bson}.
 */
package org.parley.intake;
