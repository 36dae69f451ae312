/** How the list is drawn: its groups, and a conversation's row, a link with its marks and a menu. Parts that are loaded later can change both. */
import { el } from '../../dom.js';
import { writable } from '../../stores/subscribable.js';
import { grouped } from '../../time.js';
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

/**
 * The pinned conversations, then the others by time. Archived ones are not kept apart by pins.
 *
 * @param {object[]} all newest first
 * @returns {{heading: string, conversations: object[], head?: Element, tail?: Element, class?: string}[]} with an element in
 *     place of the heading's own, and one after the conversations
 */
export function byTime(all) {
  const pinned = all.filter(isFirst);
  const others = grouped(all.filter((one) => !isFirst(one)));
  return pinned.length > 0 ? [{ heading: word('js.list.pinned'), conversations: pinned }, ...others] : others;
}

export function isFirst({ pinned, status }) {
  return pinned && status === 'active';
}

/** Divides the conversations of the list into groups. */
export const grouping = writable(byTime);

/** Makes the element of a conversation, as conversationRow does. */
export const rows = writable(conversationRow);
