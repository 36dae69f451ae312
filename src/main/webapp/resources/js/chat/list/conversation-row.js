/** One conversation in the list: a link with its marks, and a menu. */
import { el } from '../../dom.js';
import { menuButton } from '../../ui/menu-button.js';
import { word } from '../../words.js';
import { addressOf } from '../conversation/visits.js';

/**
 * @param {object} conversation
 * @param {{current: boolean, running: boolean, unread: boolean}} marks
 * @param {object} actions of the list; see row-menu.js
 */
export function conversationRow(conversation, marks, actions) {
  const { id, title } = conversation;
  const entries = () => import('./row-menu.js').then(({ entriesOf }) => entriesOf(conversation, item, actions));
  const item = el(
    'li',
    { class: `conversation${marks.current ? ' current' : ''}${marks.unread ? ' unread' : ''}`, 'data-id': id },
    el(
      'a',
      { href: addressOf(id), 'data-visit': true, title, dir: 'auto', 'aria-current': marks.current ? 'page' : null },
      el('span', { class: 'name', dir: 'auto' }, title),
      mark(marks),
    ),
    menuButton(word('js.list.more', title), entries),
  );
  return item;
}

function mark({ running, unread }) {
  if (running) {
    return el('span', { class: 'mark running' }, hidden('js.list.running'));
  }
  return unread && el('span', { class: 'mark new' }, hidden('js.list.unread'));
}

function hidden(key) {
  return el('span', { class: 'visually-hidden' }, word(key));
}
