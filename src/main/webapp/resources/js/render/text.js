/** Plain text of rendered HTML. */
import { el, fromServer } from '../dom.js';

/** @returns {string} the text as a reader sees it, with its line breaks; a browser knows them only of what is drawn */
export function textOf(html) {
  const box = el('div', { class: 'prose visually-hidden', 'aria-hidden': 'true' }, fromServer(html));
  document.body.append(box);
  const text = box.innerText;
  box.remove();
  return text;
}
