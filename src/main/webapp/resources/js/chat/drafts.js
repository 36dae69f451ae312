/**
 * What is written and not yet kept by the server, in this browser only: the text in the composer, and a message that was
 * sent and not acknowledged. Both outlive a reload, a log-out by expiry and a crash; logging out by hand clears them.
 */

const PREFIX = 'parley-draft';
const person = () => document.body.dataset.user ?? '';
const place = (kind, id) => `${PREFIX}:${kind}:${person()}:${id ?? 'new'}`;

export function draftOf(id) {
  return read(place('text', id)) ?? '';
}

export function keepDraft(id, text) {
  write(place('text', id), text === '' ? null : text);
}

/** @returns {{content: string, key: string}|null} a message that may or may not have reached the server */
export function unsentOf(id) {
  try {
    return JSON.parse(read(place('unsent', id)) ?? 'null');
  } catch {
    return null;
  }
}

export function keepUnsent(id, message) {
  write(place('unsent', id), message && JSON.stringify({ content: message.content, key: message.key }));
}

export function forgetDrafts() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + ':'))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // No storage, nothing to forget.
  }
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // Storage is full or switched off: the text is still in the page.
  }
}
