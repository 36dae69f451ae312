/** Shows only the beginning of a long message, with a button for the rest. */
import { el } from '../../dom.js';
import { word } from '../../words.js';

const LONGEST = 3_000; // characters
const MOST_LINES = 30;

export function isLong(text) {
  return text.length > LONGEST || text.split('\n', MOST_LINES + 1).length > MOST_LINES;
}

/** Folds the body, unless a reader unfolded it before. @returns {HTMLElement} the button */
export function folding(body) {
  const button = el('button', { class: 'text-button more', type: 'button', onclick: () => fold(!isFolded()) });
  const isFolded = () => body.classList.contains('folded');

  function fold(folded) {
    body.classList.toggle('folded', folded);
    body.dataset.unfolded = folded ? '' : 'yes';
    body.scrollTop = 0;
    button.setAttribute('aria-expanded', String(!folded));
    button.textContent = word(folded ? 'js.message.more' : 'js.message.less');
  }

  // The keyboard's focus, or the browser's search, went to a place that is not shown.
  body.onscroll = () => isFolded() && body.scrollTop > 0 && fold(false);
  fold(body.dataset.unfolded !== 'yes');
  return button;
}
