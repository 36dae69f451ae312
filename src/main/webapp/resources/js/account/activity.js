/** What the person did, and what others did with the person's chats. */
import { listActivity } from '../api/account.js';
import { byId, el, skeleton } from '../dom.js';
import { momentOf } from '../time.js';
import { word } from '../words.js';
import { line, notLoaded, run } from './acting.js';
import { ACTIONS } from './actions.js';
import { browserName } from './browser-name.js';

const list = byId('activity-list');
const older = byId('activity-older');
let next = null;

export async function showActivity() {
  list.replaceChildren(el('li', { class: 'wide' }, skeleton(3)));
  try {
    await showPage(null);
    list.querySelector('.skeleton')?.parentElement.remove();
  } catch (error) {
    notLoaded(list, error, showActivity);
  }
}

older.addEventListener('click', () => {
  run(older, older.closest('.row'), { failed: word('js.account.not-loaded') }, async () => {
    const rows = await showPage(next);
    rows[0]?.setAttribute('tabindex', -1);
    return { focus: rows[0] };
  });
});

async function showPage(page) {
  const { data, next: following } = await listActivity(page);
  next = following;
  const rows = grouped(data).map(row);
  list.append(...rows);
  older.closest('.row').hidden = next === null;
  return rows;
}

/** Joins entries that follow one another and differ in their time only. */
function grouped(entries) {
  const groups = [];
  let last;
  for (const entry of entries) {
    const same = JSON.stringify({ ...entry, id: '', timestamp: '' });
    if (same === last) {
      groups.at(-1).times++;
    } else {
      groups.push({ ...entry, times: 1 });
    }
    last = same;
  }
  return groups;
}

function row({ action = '', timestamp, endpoint, username, outcome, times, ip_address, user_agent }) {
  const words = action in ACTIONS ? word(ACTIONS[action]) : action;
  return el(
    'li',
    { class: 'wide' },
    el(
      'span',
      { class: 'name' },
      el('span', {}, words),
      outcome === 'denied' && el('span', { class: 'badge bad' }, word('js.account.did.refused')),
      outcome === 'failure' && el('span', { class: 'badge bad' }, word('js.account.did.failed')),
    ),
    el(
      'span',
      { class: 'details' },
      line(
        momentOf(timestamp),
        times > 1 && word('js.account.did.times', times),
        actor(username, endpoint),
        ip_address,
        user_agent && browserName(user_agent),
      ),
    ),
  );
}

/** Who it was, unless it was the person. */
function actor(username, endpoint) {
  if (username === document.body.dataset.user) {
    return '';
  }
  if (endpoint === 'system') {
    return word('js.account.did.by-server');
  }
  return username ? word('js.account.did.by', username) : word('js.account.did.by-nobody');
}
