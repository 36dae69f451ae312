/** The list of users, with a search as one types. */
import { usersPath } from '../api/admin.js';
import { byId, el } from '../dom.js';
import { clear } from '../ui/notices.js';
import { plural, word } from '../words.js';
import { badge, cell, head, labelled, moment, rowOf } from './cells.js';
import { pager } from './pager.js';
import { userMenu } from './user-menu.js';

const PAUSE = 300; // ms after the last keystroke until the server is asked

const form = byId('search-form');
const search = byId('search');
const show = pager({ row, shown: (count) => plural('js.admin.users.shown', count) });
let timer;

form.addEventListener('input', () => {
  clear('act');
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  find();
});

/** Shows the users that the page's address asks for. */
export function showUsers() {
  search.value = new URLSearchParams(location.search).get('q') ?? '';
  return find();
}

/** Shows all users, the newest first. */
export function showAllUsers() {
  search.value = '';
  return find();
}

function find() {
  clearTimeout(timer);
  const part = search.value.trim();
  history.replaceState(null, '', part ? `?${new URLSearchParams({ q: part })}` : location.pathname);
  return show(usersPath(part));
}

function row(user) {
  const { id, username, email, full_name: fullName, role, is_active: active, created_at, last_login } = user;
  const button = userMenu(user, (changed) => {
    const redrawn = labelled(row(changed));
    tr.replaceWith(redrawn);
    return redrawn.querySelector('button');
  });
  const own = username === document.body.dataset.user;
  const tr = rowOf(
    { 'data-id': id },
    head(
      el('span', { class: 'name' }, el('span', { dir: 'auto' }, username), own && badge(word('js.admin.users.you'))),
      fullName && el('span', { class: 'details', dir: 'auto' }, fullName),
      email && el('span', { class: 'details', dir: 'auto' }, email),
    ),
    cell(role === 'ADMIN' ? badge(word('js.admin.users.administrator')) : word('js.admin.users.user')),
    cell(
      active ? word('js.admin.users.active') : badge(word('js.admin.users.off'), 'bad'),
      user.password_change_required && el('span', { class: 'details' }, word('js.admin.users.must-change')),
    ),
    cell(created_at ? moment(created_at) : '–'),
    cell(last_login ? moment(last_login) : word('js.admin.users.never')),
    cell(button),
  );
  return tr;
}
