/** Where the person is logged in. */
import { endOtherSessions, endSession, listSessions } from '../api/account.js';
import { byId, el, skeleton } from '../dom.js';
import { momentOf } from '../time.js';
import { plural, word } from '../words.js';
import { line, notLoaded, run } from './acting.js';
import { browserName } from './browser-name.js';

const list = byId('session-list');
const others = byId('end-others');

export async function showSessions() {
  if (list.children.length === 0) {
    list.append(el('li', { class: 'wide' }, skeleton(2)));
  }
  try {
    const sessions = await listSessions();
    list.replaceChildren(...sessions.map(row));
    others.closest('.row').hidden = sessions.length < 2;
  } catch (error) {
    notLoaded(list, error, showSessions);
    others.closest('.row').hidden = true;
  }
}

others.addEventListener('click', () => {
  run(others, others.closest('.row'), { failed: word('js.account.sessions.failed') }, async () => {
    const ended = await endOtherSessions();
    await showSessions();
    return { words: plural('js.account.sessions.ended-others', ended), focus: byId('sessions') };
  });
});

function row({ id, current, created_at, last_accessed_at, ip_address, user_agent }) {
  const name = browserName(user_agent);
  const used = momentOf(last_accessed_at);
  return el(
    'li',
    { 'data-id': id },
    el(
      'span',
      { class: 'name', title: user_agent },
      el('span', { dir: 'auto' }, name),
      current && el('span', { class: 'badge' }, word('js.account.sessions.this')),
    ),
    el(
      'span',
      { class: 'details' },
      line(word('js.account.sessions.used', used), word('js.account.sessions.since', momentOf(created_at)), ip_address),
    ),
    !current && endButton(id, name, used),
  );
}

function endButton(id, name, used) {
  const button = el(
    'button',
    { class: 'button', type: 'button', 'aria-label': word('js.account.sessions.end-one', name, used) },
    word('js.account.sessions.end'),
  );
  button.addEventListener('click', () => {
    run(button, list, { failed: word('js.account.sessions.failed') }, async () => {
      await endSession(id).catch((error) => {
        if (error.status !== 404) {
          throw error;
        } // else it has ended meanwhile
      });
      await showSessions();
      return {
        words: word('js.account.sessions.ended', name),
        focus: list.querySelector('button') ?? byId('sessions'),
      };
    });
  });
  return button;
}
