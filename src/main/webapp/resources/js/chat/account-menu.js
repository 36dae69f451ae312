/** The menu of the account: settings, shortcuts, logout. */
import { request } from '../api/http.js';
import { toggleMenu } from '../ui/menu.js';
import { later, word } from '../words.js';
import { forgetDrafts } from './conversation/drafts.js';
import { announce, REQUEST_FAILED } from './events.js';
import { showShortcuts } from './shortcuts-dialog.js';

export function toggleAccountMenu(button) {
  toggleMenu(button, [
    { words: word('js.settings'), icon: 'settings', href: 'settings.xhtml' },
    { words: word('js.keys.title'), icon: 'keys', run: showShortcuts },
    { words: word('js.log-out'), icon: 'leave', run: logOut },
  ]);
}

/** Ends the session, also at the OpenID provider, and forgets drafts. What was deleted or archived a moment ago is sent before. */
async function logOut() {
  await later(() => import('./list/removals.js'))
    .then(({ settle }) => settle())
    .catch(() => {});
  let next;
  try {
    next = (await request('/auth/logout', { method: 'POST' })).data.redirect;
  } catch (error) {
    if (error.status !== 401) {
      announce(REQUEST_FAILED, { error, words: word('js.log-out.failed') });
      return;
    }
  }
  forgetDrafts();
  location.assign(next ?? 'login.xhtml');
}
