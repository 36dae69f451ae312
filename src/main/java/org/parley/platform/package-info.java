/**
 * The foundation of every feature: settings, the clock, the REST application, problem responses, and the event that
 * records each request and its outcome. It imports no other package of Parley.
 */
package org.parley.platform;
