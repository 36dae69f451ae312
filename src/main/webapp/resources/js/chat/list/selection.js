/**
 * Several conversations of the list are selected, and something is done with all of them. The rows get checkboxes, and a bar
 * below the list says how many are selected. Loaded at its first use.
 */
import { listSummaries } from '../../api/conversations.js';
import { byId, el, icon } from '../../dom.js';
import { chosenFilter, conversations, inProject, shown, tagged } from '../../stores/conversations.js';
import { fromWire } from '../../stores/conversation-format.js';
import { styles } from '../../ui/styles.js';
import { plural, word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { conversationRow, rows } from './rows.js';
import { actionsFor } from './selection-acts.js';

/** The selected conversations by id. */
const selected = new Map();
/** The id of the checkbox that was used last: Shift selects from there. */
let last = null;
/** Whether all of the list are selected, also those that are not loaded. */
let everything = false;
let stopListening = () => {};

const nav = byId('conversations');
const count = el('p', { class: 'how-many', role: 'status' });
const all = el('button', { class: 'text-button', type: 'button', onclick: selectAll }, word('js.select.all'));
const acts = el('div', { class: 'acts', role: 'group', 'aria-label': word('js.select.acts') });
const bar = el(
  'section',
  { class: 'selection', 'aria-label': word('js.select'), onkeydown: leaveByKey },
  el('div', { class: 'line' }, count, all, iconButton('close', 'js.select.end', endSelection)),
  acts,
);

/** Shows the checkboxes, and the bar. */
export async function beginSelection() {
  await styles('selection');
  nav.after(bar);
  nav.classList.add('selecting');
  nav.addEventListener('keydown', leaveByKey);
  rows.set(selectableRow);
  const ends = [shown, tagged, inProject].map((store) => store.subscribe(begin));
  stopListening = () => ends.forEach((end) => end());
  nav.querySelector('.selectable input')?.focus();
}

/** Nothing is selected, as at the beginning and in another list. */
function begin() {
  selected.clear();
  last = null;
  everything = false;
  nav.querySelectorAll('.selectable input').forEach((box) => (box.checked = false)); // rows stay the same elements
  refresh();
}

export function endSelection() {
  stopListening();
  bar.remove();
  nav.classList.remove('selecting');
  nav.removeEventListener('keydown', leaveByKey);
  rows.set(conversationRow);
  byId('list-menu').focus();
}

function leaveByKey(event) {
  if (event.key === 'Escape' && !event.defaultPrevented) {
    event.preventDefault(); // it does not close the drawer too
    endSelection();
  }
}

function selectableRow(conversation, marks) {
  const { id, title } = conversation;
  const box = el('input', {
    type: 'checkbox',
    checked: selected.has(id),
    onclick: (event) => use(box, id, event.shiftKey),
  });
  return el(
    'li',
    { class: `conversation selectable${marks.current ? ' current' : ''}`, 'data-id': id },
    el('label', {}, box, el('span', { class: 'name', dir: 'auto' }, title)),
  );
}

function use(box, id, range) {
  const boxes = new Map(
    [...nav.querySelectorAll('.selectable')].map((row) => [row.dataset.id, row.querySelector('input')]),
  );
  const ids = [...boxes.keys()];
  const from = range && last !== null ? ids.indexOf(last) : -1;
  const at = ids.indexOf(id);
  const meant = from < 0 ? [id] : ids.slice(Math.min(from, at), Math.max(from, at) + 1);
  const known = new Map(conversations.get().map((one) => [one.id, one]));
  for (const one of meant) {
    boxes.get(one).checked = box.checked;
    box.checked ? selected.set(one, known.get(one)) : selected.delete(one);
  }
  last = id;
  everything = false;
  refresh();
}

/** Selects what the list would show, also what it has not loaded; or nothing, if all is selected. */
async function selectAll() {
  if (everything) {
    selected.clear();
  } else {
    all.disabled = true;
    try {
      for (let next = null, page; page === undefined || next; next = page.next) {
        page = await listSummaries(next, shown.get(), 100, chosenFilter());
        page.data.map(fromWire).forEach((one) => selected.set(one.id, one));
        count.textContent = plural('js.select.count', selected.size);
      }
    } catch (error) {
      announce(REQUEST_FAILED, { error, words: word('js.select.all-failed') });
      return;
    } finally {
      all.disabled = false;
    }
  }
  everything = !everything;
  nav
    .querySelectorAll('.selectable')
    .forEach((row) => (row.querySelector('input').checked = selected.has(row.dataset.id)));
  refresh();
}

function refresh() {
  count.textContent = plural('js.select.count', selected.size);
  all.textContent = word(everything ? 'js.select.none' : chosenFilter() ? 'js.select.all-filtered' : 'js.select.all');
  const focused = [...acts.children].indexOf(document.activeElement);
  const members = [...selected.values()];
  acts.replaceChildren(
    ...actionsFor(members, shown.get()).map(({ key, icon: name, run }) => {
      const button = iconButton(name, key, () => run(members, endSelection));
      button.disabled = members.length === 0;
      return button;
    }),
  );
  acts.children[focused]?.focus();
}

function iconButton(name, key, onclick) {
  const label = word(key);
  return el('button', { class: 'icon-button', type: 'button', title: label, 'aria-label': label, onclick }, icon(name));
}
