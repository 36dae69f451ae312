/**
 * Reshapes stored documents at start, each step once. Works on raw BSON, because the types that describe documents go on
 * changing and a step that has run must not. It uses {@code store} and {@code platform}.
 */
package org.parley.migration;
