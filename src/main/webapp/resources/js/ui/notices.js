/** The notices in `#notices`: what went wrong, or succeeded. At most one of each kind is shown. */
import { byId, el } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { ROOT } from '../root.js';
import { word } from '../words.js';

/** @param {string} kind a name; a notice replaces the one of the same kind */
export function notice(kind, { tone = '', words, link = null, act = null }) {
  clear(kind);
  byId('notices').append(
    el(
      'div',
      { class: `notice ${tone}`, 'data-kind': kind, role: tone === 'bad' ? 'alert' : null },
      el('span', {}, words),
      link && el('a', { href: link.href }, link.words),
      act && el('button', { class: 'text-button', type: 'button', onclick: act.run }, act.words),
    ),
  );
}

export function clear(kind) {
  byId('notices').querySelector(`[data-kind="${kind}"]`)?.remove();
}

/** Shows a notice if an error concerns the whole page: no session, or no network. @returns {boolean} whether it does */
export function tell(error) {
  if (error.status === 401) {
    const here = location.pathname.slice(ROOT.length - 1) + location.search;
    notice('session', {
      tone: 'bad',
      words: word('js.session.ended'),
      link: { href: `login.xhtml?to=${encodeURIComponent(here)}`, words: word('js.session.log-in') },
    });
    return true;
  }
  if (error.status === 0 && !navigator.onLine) {
    offline();
    return true;
  }
  return false;
}

/** Shows why something failed. @param {string} words what failed, as a sentence */
export function report(error, words, { kind = 'list', retry } = {}) {
  if (!tell(error)) {
    const act = retry && { words: word('js.again'), run: retry };
    notice(kind, { tone: 'bad', words: `${words} ${reasonOf(error)}`, act });
  }
}

/** Shows a notice while the browser has no network. */
export function watchNetwork() {
  window.addEventListener('offline', offline);
  window.addEventListener('online', () => clear('offline'));
  if (!navigator.onLine) {
    offline();
  }
}

function offline() {
  notice('offline', { words: word('js.offline') });
}
