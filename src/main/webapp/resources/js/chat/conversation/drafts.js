/**
 * Text the server does not have yet, kept in this browser: the text in the composer, and messages that were sent and not
 * acknowledged. Both survive a reload, a crash and the end of the session; logging out clears them.
 */
import { forget, read, write } from '../../storage.js';
import { clear, notice } from '../../ui/notices.js';
import { word } from '../../words.js';

const PREFIX = 'parley-draft';
/** ms after the last keystroke until the draft is written; writing a long one at every keystroke is too slow. */
const PAUSE = 400;

const person = () => document.body.dataset.user ?? '';
const keyOf = (kind, id) => `${PREFIX}:${kind}:${person()}:${id ?? 'new'}`;

const waiting = new Map();
let timer;

export function draftOf(id) {
  writeWaiting();
  return read(keyOf('text', id)) ?? '';
}

/** Written after a pause, or when the page is left; an empty draft is removed at once. */
export function keepDraft(id, text) {
  waiting.set(keyOf('text', id), text || null);
  clearTimeout(timer);
  if (text) {
    timer = setTimeout(writeWaiting, PAUSE);
  } else {
    writeWaiting();
  }
}

function writeWaiting() {
  waiting.forEach((text, key) => put(key, text));
  waiting.clear();
}

/** Shows a notice if the browser has no room left. */
function put(key, value) {
  clear('draft');
  if (!write(key, value)) {
    notice('draft', { words: word('js.draft.full') });
  }
}

/**
 * Messages that may or may not have reached the server.
 *
 * @returns {{content: string, key: string, timestamp: string, parent?: number}[]}
 */
export function unsentOf(id) {
  try {
    const kept = JSON.parse(read(keyOf('unsent', id)) ?? '[]');
    return Array.isArray(kept) ? kept : [kept];
  } catch {
    return [];
  }
}

/** @param {object[]} messages all messages of the chat that are not acknowledged */
export function keepUnsent(id, messages) {
  const kept = messages.map(({ content, key, timestamp, parent }) => ({ content, key, timestamp, parent }));
  put(keyOf('unsent', id), kept.length ? JSON.stringify(kept) : null);
}

export function forgetDrafts() {
  forget(`${PREFIX}:`);
}

window.addEventListener('pagehide', writeWaiting);
