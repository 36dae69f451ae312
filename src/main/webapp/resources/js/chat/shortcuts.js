/**
 * The keyboard shortcuts, and what is typed or pasted outside the text fields. Single keys are shortcuts only where the
 * person has switched them on (WCAG 2.1.4); else they go into the message box. Escape, Ctrl+/ and Ctrl+K always work.
 */
import { byId } from '../dom.js';
import { read, write } from '../storage.js';
import { isComposing } from '../ui/send-key.js';

const SINGLE_KEYS = 'parley-keys';

/** Whether single keys are shortcuts; kept in this browser. */
export const singleKeys = {
  get on() {
    return read(SINGLE_KEYS) === 'on';
  },
  set on(value) {
    write(SINGLE_KEYS, value ? 'on' : null);
  },
};

/** The single keys, with the action of each. */
const KEYS = {
  '?': 'help',
  n: 'new',
  t: 'temporary',
  '/': 'search',
  w: 'write',
  j: 'next',
  k: 'previous',
  b: 'sidebar',
  m: 'model',
  i: 'prompt',
  y: 'copy',
  r: 'again',
  e: 'export',
  u: 'edit',
  g: 'end',
};

/** What the keys do, by the names in KEYS. @type {Record<string, Function>} */
export const run = { help: showHelp };

/** @param {Record<string, Function>} actions for {@link run}, and `escape`, called with the element that has the focus */
export function listenToKeys(actions) {
  Object.assign(run, actions);
  const box = byId('composer-text');

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const control = (event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph');
    const modified = control || event.metaKey;
    if (event.defaultPrevented || isComposing(event) || isOverlaid()) {
      return;
    }
    let name;
    if (key === '/' && (event.ctrlKey || event.metaKey)) {
      name = 'help';
    } else if (key === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      name = 'search';
    } else if (key === 'ArrowUp' && target === box && target.value === '') {
      name = 'edit';
    } else if (singleKeys.on && !modified && !isTyping(target)) {
      name = KEYS[key];
    }
    if (name) {
      event.preventDefault();
      run[name]?.();
    } else if (key === 'Escape') {
      run.escape(target);
    } else if (!singleKeys.on && !modified && !isTyping(target) && isText(key)) {
      box.focus(); // now, so that the browser writes the key into it
    }
  });
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text/plain');
    if (text && !event.defaultPrevented && !isTyping(event.target) && !isOverlaid()) {
      event.preventDefault();
      box.focus();
      document.execCommand('insertText', false, text); // can be undone, and fires `input`
    }
  });
}

/** Loads the dialog at its first use; without a connection there is none. */
async function showHelp() {
  const dialog = await import('./shortcuts-dialog.js').catch(() => null);
  dialog?.showShortcuts();
}

/** Space is not one: it scrolls. A dead key, such as ´, begins a letter. */
function isText(key) {
  return key === 'Dead' || (key !== ' ' && [...key].length === 1);
}

function isOverlaid() {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

function isTyping(target) {
  const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';
  return target instanceof Element && target.matches(fields);
}
