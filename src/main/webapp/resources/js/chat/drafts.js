/**
 * What is written and not yet kept by the server, in this browser only: the text in the composer, and messages that were
 * sent and not acknowledged. Both outlive a reload, a log-out by expiry and a crash; logging out by hand clears them.
 */
import { forget, read, write } from '../storage.js';
import { word } from '../words.js';
import { clear, notice } from './notices.js';

const PREFIX = 'parley-draft';
/** ms without a letter until a draft is written: a long one takes too long to be written for each. */
const PAUSE = 400;
const person = () => document.body.dataset.user ?? '';
const place = (kind, id) => `${PREFIX}:${kind}:${person()}:${id ?? 'new'}`;

const waiting = new Map();
let timer;

export function draftOf(id) {
  settle();
  return read(place('text', id)) ?? '';
}

/** Kept at the next pause, or when the page is left; an empty one at once. */
export function keepDraft(id, text) {
  waiting.set(place('text', id), text || null);
  clearTimeout(timer);
  if (text) {
    timer = setTimeout(settle, PAUSE);
  } else {
    settle();
  }
}

function settle() {
  waiting.forEach((text, key) => put(key, text));
  waiting.clear();
}

/** Says so while the browser has no room for it. */
function put(key, value) {
  clear('draft');
  if (!write(key, value)) {
    notice('draft', { words: word('js.draft.full') });
  }
}

/** @returns {{content: string, key: string, timestamp: string, parent?: number}[]} messages that may or may not have reached the server */
export function unsentOf(id) {
  try {
    const kept = JSON.parse(read(place('unsent', id)) ?? '[]');
    return Array.isArray(kept) ? kept : [kept];
  } catch {
    return [];
  }
}

/** @param {object[]} messages all of the chat that are not acknowledged */
export function keepUnsent(id, messages) {
  const kept = messages.map(({ content, key, timestamp, parent }) => ({ content, key, timestamp, parent }));
  put(place('unsent', id), kept.length ? JSON.stringify(kept) : null);
}

export function forgetDrafts() {
  forget(PREFIX + ':');
}

window.addEventListener('pagehide', settle);
