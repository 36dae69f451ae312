/** What a rendered message gets beyond the server's HTML. Reading does not need it. */
import { enrich as addHeads } from './code.js';
import { enrich as addColours } from './highlight.js';
import { enrich as drawFormulas } from './math.js';
import { enrich as letScroll } from './scrolling.js';

/**
 * Adds heads to code, colours and drawn formulas. May be called again for the same element.
 *
 * @param {Element} element a message, or one of its blocks
 */
export function enrich(element) {
  addHeads(element);
  letScroll(element);
  addColours(element);
  drawFormulas(element);
}
