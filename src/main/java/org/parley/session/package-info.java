/**
 * Gives the application a real {@code HttpSession} that lives in one MongoDB document, so that any node answers any
 * request. It uses {@code store} and {@code platform}, and knows nothing of users.
 */
package org.parley.session;
