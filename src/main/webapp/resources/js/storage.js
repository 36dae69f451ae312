/** The browser's own storage, where it may be switched off or full: then nothing is remembered, and nothing breaks. */

/** @param {'localStorage'|'sessionStorage'} [area] the second is that of the tab @returns {string|null} */
export function read(key, area = 'localStorage') {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

/** @param {string|null} value null removes it @returns {boolean} whether that was done */
export function write(key, value, area = 'localStorage') {
  try {
    if (value === null) {
      window[area].removeItem(key);
    } else {
      window[area].setItem(key, value);
    }
    return true;
  } catch {
    // Full or switched off: the page goes on with what it has in memory.
    return false;
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
