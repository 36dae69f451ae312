/** Which entries of the audit log are wanted: a form that the address of the page remembers. */
import { byId, el } from '../dom.js';
import { actionWords, knownActions } from './actions.js';

const MINUTE = 60_000; // ms

const form = byId('filter');
const fields = [...form.querySelectorAll('[name]')];
const isTime = ({ type }) => type === 'datetime-local';

/** Fills the form from the address of the page. */
export function openFilter() {
  const asked = new URLSearchParams(location.search);
  const action = asked.get('action');
  const known = knownActions();
  if (action && !known.some((one) => one.action === action)) {
    known.push({ action, words: actionWords(action) });
  }
  byId('filter-action').append(...known.map((one) => el('option', { value: one.action }, one.words)));
  for (const field of fields) {
    const value = asked.get(field.name) ?? '';
    field.value = isTime(field) ? local(value) : value;
  }
}

/** What the form asks for, with times as moments. @returns {Record<string, string>} */
export function filter() {
  const set = fields.filter(({ value }) => value.trim());
  return Object.fromEntries(
    set.map((field) => [field.name, isTime(field) ? new Date(field.value).toISOString() : field.value.trim()]),
  );
}

/** @param {() => void} changed is called when other entries are wanted */
export function onFilter(changed) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const query = new URLSearchParams(filter()).toString();
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
    changed();
  });
}

/** A moment as the field wants it, in the reader's zone; empty for what is none. */
function local(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? ''
    : new Date(time - time.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}
