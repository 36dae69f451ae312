/** What a model thought before its answer: open while it grows, then folded, unless the person has chosen otherwise. */
import { el } from '../../dom.js';
import { secondsOf } from '../../time.js';
import { word } from '../../words.js';

export function thoughtElement(text) {
  const chosen = ({ currentTarget }) => (currentTarget.parentElement.dataset.chosen = '');
  const words = el('div', { class: 'words', dir: 'auto' }, text);
  return el('details', { class: 'thought' }, el('summary', { onclick: chosen }), words);
}

/** @param {number} [seconds] how long the model thought, once that is known */
export function showThought(element, growing, seconds = undefined) {
  const done = seconds > 0 ? word('js.message.thought', secondsOf(seconds)) : word('js.message.thoughts');
  element.querySelector('summary').textContent = growing ? word('js.message.thinking') : done;
  if (!('chosen' in element.dataset)) {
    element.open = growing;
  }
  return element;
}

export function growThought(element, text) {
  element.querySelector('.words').firstChild.data = text;
}
