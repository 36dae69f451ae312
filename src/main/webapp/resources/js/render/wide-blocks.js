/**
 * Makes code, tables and formulas that are wider than the page focusable, so that the keyboard can scroll them, and marks the
 * sides on which there is more.
 */
import { within } from './within.js';

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else if (target !== document.activeElement) {
      target.removeAttribute('tabindex');
    }
    mark(target);
  }
});

function mark(box) {
  const hidden = box.scrollWidth - box.clientWidth;
  const at = Math.abs(box.scrollLeft); // negative from right to left
  const more = [at > 1 && 'before', hidden - at > 1 && 'after'];
  box.dataset.more = hidden > 1 ? more.filter(Boolean).join(' ') : '';
}

export function enrich(element) {
  for (const box of within(element, 'pre > code, .table, .math.display', 'sized')) {
    box.addEventListener('scroll', () => mark(box), { passive: true });
    sizes.observe(box);
  }
}

/** To be called when the content of a formula changed: its own size may be the same. */
export function measure(box) {
  sizes.unobserve(box);
  sizes.observe(box);
}
