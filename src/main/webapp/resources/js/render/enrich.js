/** What the browser adds to the server's HTML. A message is readable without it. */
import { enrich as addHeads } from './code.js';
import { enrich as letScroll } from './wide-blocks.js';

/**
 * Adds heads and colours to code, and draws formulas. May be called again for the same element.
 *
 * @param {Element} element a message, or one of its blocks
 */
export function enrich(element) {
  addHeads(element);
  letScroll(element);
  if (has(element, 'pre > code[class^="language-"]')) {
    import('./highlight.js').then(({ enrich: addColours }) => addColours(element)).catch(() => {});
  }
  if (has(element, 'code.math')) {
    import('./math.js').then(({ enrich: drawFormulas }) => drawFormulas(element)).catch(() => {});
  }
}

function has(element, selector) {
  return element.matches(selector) || element.querySelector(selector) !== null;
}
