/**
 * Changes the shape of stored documents at startup, running each step once. Works on raw BSON: document types keep
 * changing, and a released step must not. Uses {@code store} and {@code platform}.
 */
package org.parley.migration;
