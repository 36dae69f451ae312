/** The browser's own storage, where it may be switched off or full: then nothing is remembered, and nothing breaks. */

/** @returns {string|null} */
export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string|null} value null removes it */
export function write(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // Full or switched off: the page goes on with what it has in memory.
  }
}

/** Removes everything whose key begins so. */
export function forget(prefix) {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // No storage, nothing to forget.
  }
}
