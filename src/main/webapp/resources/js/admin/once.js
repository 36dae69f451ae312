/** A one-time password, which is shown once. */
import { onCopy } from '../account/acting.js';
import { byId } from '../dom.js';
import { word } from '../words.js';

const box = byId('once');
const text = byId('once-text');

/** What gets the focus when the password is put away. */
let back;

onCopy(byId('once-copy'), box, () => text.textContent);
byId('once-done').addEventListener('click', () => {
  box.hidden = true;
  text.textContent = '';
  byId('notices').replaceChildren();
  (back.isConnected ? back : byId('search')).focus(); // another search may have taken its row away
});

/**
 * @param {string} username
 * @param {string} password
 * @param {Element} place what it is shown below
 * @param {HTMLElement} then gets the focus when the password is put away
 * @returns {HTMLElement} what gets the focus now
 */
export function showOnce(username, password, place, then) {
  back = then;
  text.textContent = password;
  const title = byId('once-title');
  title.textContent = word('js.admin.once', username);
  place.after(box);
  box.hidden = false;
  return title;
}
