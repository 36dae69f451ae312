/**
 * The search over the page. Escape and Back close it; Back from a message that was found leads to it again. Loaded at its
 * first use.
 */
import { search } from '../../api/search.js';
import { el, icon, skeleton } from '../../dom.js';
import { loadProjects, projects } from '../../stores/projects.js';
import { isComposing } from '../../ui/send-key.js';
import { plural, word } from '../../words.js';
import { ResultList } from './result-list.js';
import * as address from './search-address.js';
import { above, failure, nothing, tips } from './search-notes.js';
import { resultElement } from './search-results.js';

/** ms after the last keystroke until the search begins, and after that until a placeholder shows */
const PAUSE = 150;
const PATIENCE = 300;
/** ms until screen readers are told what was found, so that they are not told after every keystroke */
const QUIET = 700;

const field = el('input', {
  type: 'text',
  role: 'combobox',
  'aria-label': word('js.search.title'),
  'aria-autocomplete': 'list',
  autocomplete: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
  enterkeyhint: 'search',
  dir: 'auto',
  maxlength: 500,
  placeholder: word('js.search.title'),
});
const list = new ResultList(field);
const notes = el('div', { class: 'notes' });
const more = el('button', { class: 'button', type: 'button', hidden: true, onclick: showMore }, word('js.search.more'));
const status = el('p', { class: 'visually-hidden', role: 'status' });
const close = el(
  'button',
  {
    class: 'icon-button',
    type: 'button',
    'aria-label': word('js.close'),
    title: word('js.close'),
    onclick: () => dialog.close(),
  },
  icon('close'),
);
const body = el('div', { class: 'body' }, notes, list.element, more);
const dialog = el(
  'dialog',
  { class: 'search', 'aria-label': word('js.search.title'), onclick: clicked, onclose: closed, onkeydown: pressed },
  el('div', { class: 'line', role: 'search' }, icon('search'), field, close),
  body,
  status,
);

/** Resolves when the styles are there, or cannot be loaded. */
const styled = new Promise((resolve) => {
  const href = new URL('../../../css/components/search.css', import.meta.url).pathname;
  document.head.append(el('link', { rel: 'stylesheet', href, onload: resolve, onerror: resolve }));
});

/** Resolves when the names of the projects are known, or cannot be loaded. */
let known = null;
let controller = new AbortController();
let timers = [];
/** The query whose results are shown, null without any; and the path of their next page. */
let shown = null;
let next = null;
/** Whether the dialog closes because a result was opened or the history was used, so that the address is right already. */
let left = false;

/** Opens the search with the query in the address. If it is open, the query becomes that of the address. */
export async function openSearch() {
  await styled;
  const query = address.queryInAddress();
  if (dialog.open && query === field.value.trim()) {
    return;
  }
  if (!dialog.open) {
    left = false;
    if (query === null) {
      address.addSearch();
    }
    document.body.append(dialog);
    dialog.showModal();
  }
  known ??= projects.get() ?? loadProjects().catch(() => (known = null));
  field.value = query ?? '';
  field.select();
  find();
}

async function find() {
  const query = field.value.trim();
  const signal = restart();
  address.replaceQuery(query);
  if (query === '') {
    show([tips(word('js.search.tips'))]);
    return;
  }
  list.wait();
  later(() => list.count > 0 || show([skeleton(4)]), PATIENCE);
  try {
    const [answer] = await Promise.all([search(query, null, signal), known]);
    if (!signal.aborted) {
      found(query, answer);
    }
  } catch (error) {
    if (!signal.aborted) {
      restart();
      show([failure(error, again)]);
    }
  }
}

function again() {
  field.focus();
  find();
}

/** Ends the search under way, and what waits. @returns {AbortSignal} for the next one */
function restart() {
  controller.abort();
  controller = new AbortController();
  timers.forEach(clearTimeout);
  timers = [];
  return controller.signal;
}

function later(run, pause) {
  timers.push(setTimeout(run, pause));
}

function found(query, { data, next: following }) {
  restart();
  const sentences = above(query, data);
  const told = sentences.map((words) => el('p', { class: 'note', dir: 'auto' }, words));
  const results = data.results.map(resultElement);
  show(results.length > 0 ? told : [...told, nothing(query)], results);
  shown = query;
  setNext(following);
  list.activate(address.chosenResult());
  tell(sentences);
}

function tell(sentences = []) {
  const key = next === null ? 'js.search.found' : 'js.search.first';
  const words = list.count > 0 ? plural(key, list.count) : word('js.search.none', shown);
  later(() => (status.textContent = [...sentences, words].join(' ')), QUIET);
}

function show(said, results = []) {
  shown = null;
  setNext(null);
  status.textContent = '';
  notes.replaceChildren(...said);
  list.show(results);
  body.scrollTop = 0;
}

function setNext(path) {
  next = path;
  more.hidden = path === null;
}

async function showMore() {
  const { signal } = controller;
  more.disabled = true;
  try {
    const { data, next: following } = await search(shown, next, signal);
    if (!signal.aborted) {
      const from = list.count;
      list.append(data.results.map((result, index) => resultElement(result, from + index)));
      setNext(following);
      field.focus();
      list.activate(`found-${from}-0`);
      tell();
    }
  } catch (error) {
    if (!signal.aborted) {
      notes.replaceChildren(failure(error, showMore));
      body.scrollTop = 0;
    }
  } finally {
    more.disabled = false;
  }
}

function pressed(event) {
  const { key, target } = event;
  if (key === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (target === field && !isComposing(event)) {
    list.press(event);
    if (key === 'Enter') {
      event.preventDefault();
      field.value.trim() === shown ? (list.active ?? list.first)?.click() : find();
    }
  }
}

/** A click beside the dialog closes it. One on a result follows its link (visits.js), and closes it too. */
function clicked(event) {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  const option = target.closest('[role=option]');
  if (target === dialog) {
    dialog.close();
  } else if (!option) {
    target.closest('.found')?.querySelector('[role=option]').click();
  } else if (!ctrlKey && !metaKey && !shiftKey) {
    address.noteChosen(option.id);
    left = true;
    dialog.close();
  }
}

function closed() {
  restart();
  dialog.remove();
  if (!left) {
    address.leaveSearch();
  }
}

field.addEventListener('input', () => {
  restart();
  later(find, PAUSE);
});
window.addEventListener('popstate', () => {
  if (dialog.open && address.queryInAddress() === null) {
    left = true;
    dialog.close();
  }
});
window.addEventListener('online', () => dialog.open && notes.querySelector('[role=alert]') && find());
