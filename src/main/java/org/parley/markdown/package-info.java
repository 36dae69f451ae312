/**
 * Renders Markdown as HTML that is safe to show to users other than its author. Uses no other package of Parley.
 */
package org.parley.markdown;
