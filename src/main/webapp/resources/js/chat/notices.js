/** The lines above the messages that say what is the matter. One of a kind at a time. */
import { byId, el } from '../dom.js';
import { word } from '../words.js';

/** @param {string} kind what it is about; the same kind replaces, and `clear` takes it away */
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

/** What every failed request may mean for the whole page. @returns {boolean} whether it was told */
export function tell(error) {
  if (error.status === 401) {
    const here = location.pathname + location.search;
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

/** Shows that the browser has no network for as long as it has none. */
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
