/**
 * Which part of a user's conversations a list holds: filters, pages and the cursors between them. It uses {@code document},
 * {@code store} and {@code platform}.
 */
package org.parley.listing;
