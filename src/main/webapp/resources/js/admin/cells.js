/** The cells of tables. They name their roles, because a narrow window shows them as blocks, which have none by themselves. */
import { el } from '../dom.js';
import { momentOf } from '../time.js';

export function rowOf(attributes, ...cells) {
  return el('tr', { role: 'row', ...attributes }, ...cells);
}

/** Gives each cell of a row the words of its column, which a narrow window shows beside it. */
export function labelled(tr) {
  const columns = document.querySelectorAll('.records thead th');
  [...tr.children].forEach((one, i) => one.setAttribute('data-label', columns[i].textContent));
  return tr;
}

/** The cell that names the row. */
export function head(...children) {
  return el('th', { scope: 'row', role: 'rowheader' }, ...children);
}

export function cell(...children) {
  return el('td', { role: 'cell' }, ...children);
}

/** A time in the reader's zone. */
export function moment(iso) {
  return el('time', { datetime: iso }, momentOf(iso));
}

export function badge(words, tone = '') {
  return el('span', { class: `badge ${tone}` }, words);
}

/** A name and its values, for a list of them. @returns {HTMLElement[]} */
export function fact(name, ...values) {
  return [el('dt', {}, name), el('dd', {}, ...values)];
}
