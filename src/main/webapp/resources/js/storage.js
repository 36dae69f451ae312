/** The browser's storage. If it is switched off or full, nothing is remembered and nothing fails. */

/** @param {'localStorage'|'sessionStorage'} [area] `sessionStorage` belongs to the tab @returns {string|null} */
export function read(key, area = 'localStorage') {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

/** @param {string|null} value null removes it @returns {boolean} whether it was written */
export function write(key, value, area = 'localStorage') {
  try {
    if (value === null) {
      window[area].removeItem(key);
    } else {
      window[area].setItem(key, value);
    }
    return true;
  } catch {
    // Full or switched off.
    return false;
  }
}

/** Removes all entries whose keys begin with the prefix. */
export function forget(prefix) {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Switched off.
  }
}
