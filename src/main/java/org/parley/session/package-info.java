/**
 * A real {@code HttpSession} for the application, stored in one MongoDB document, so that any node can answer any
 * request. It uses {@code store} and {@code platform}, and knows nothing of users.
 */
package org.parley.session;
