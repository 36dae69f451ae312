/**
 * Turns Markdown into HTML that is safe to show to somebody else than its author. It uses no other package of Parley.
 */
package org.parley.markdown;
