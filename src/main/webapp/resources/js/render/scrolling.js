/** Code and tables that are wider than the page can be reached by the keyboard, and only those. */
import { within } from './within.js';

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else if (target !== document.activeElement) {
      target.removeAttribute('tabindex');
    }
  }
});

export function enrich(element) {
  within(element, 'pre > code, .table', 'sized').forEach((one) => sizes.observe(one));
}
