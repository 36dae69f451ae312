/**
 * What is written and not yet kept by the server, in this browser only: the text in the composer, and messages that were
 * sent and not acknowledged. Both outlive a reload, a log-out by expiry and a crash; logging out by hand clears them.
 */
import { forget, read, write } from '../storage.js';

const PREFIX = 'parley-draft';
const person = () => document.body.dataset.user ?? '';
const place = (kind, id) => `${PREFIX}:${kind}:${person()}:${id ?? 'new'}`;

export function draftOf(id) {
  return read(place('text', id)) ?? '';
}

export function keepDraft(id, text) {
  write(place('text', id), text === '' ? null : text);
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
  write(place('unsent', id), kept.length ? JSON.stringify(kept) : null);
}

export function forgetDrafts() {
  forget(PREFIX + ':');
}
