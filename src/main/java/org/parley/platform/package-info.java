/**
 * What every feature stands on: settings, the clock, the REST application, problem answers, and the record of what each
 * request turned out to be. It imports no other package of Parley.
 */
package org.parley.platform;
