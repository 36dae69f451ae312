/**
 * Language models: lists them, fits a conversation into a context window, and calls them. Uses {@code platform}, and
 * {@code reply} to read what their servers send.
 */
package org.parley.model;
