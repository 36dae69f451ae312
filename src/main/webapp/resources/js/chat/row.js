/** One conversation in the list: a link with its marks, and a menu; its title can be changed in place. */
import { el } from '../dom.js';
import { word } from '../words.js';
import { menuButton } from './menu.js';

/**
 * @param {object} conversation
 * @param {{current: boolean, running: boolean, unread: boolean}} marks
 * @param {{onOpen, onRename, onArchive, onDelete}} acts called with the conversation; onRename also with the row
 */
export function row(conversation, marks, acts) {
  const { id, title, status } = conversation;
  const archived = status === 'archived';
  const item = el(
    'li',
    { class: `conversation${marks.current ? ' current' : ''}${marks.unread ? ' unread' : ''}`, 'data-id': id },
    el(
      'a',
      { href: `chat.xhtml?c=${encodeURIComponent(id)}`, title, dir: 'auto', 'aria-current': marks.current ? 'page' : null, onclick: (event) => open(event, conversation, acts) },
      el('span', { class: 'name', dir: 'auto' }, title),
      mark(marks),
    ),
    menuButton(word('js.list.more', title), [
      { words: word('js.rename'), icon: 'edit', run: () => acts.onRename(conversation, item) },
      { words: word(archived ? 'js.list.unarchive' : 'js.list.archive'), icon: 'archive', run: () => acts.onArchive(conversation) },
      { words: word('js.delete'), icon: 'bin', danger: true, run: () => acts.onDelete(conversation) },
    ]),
  );
  return item;
}

function mark({ running, unread }) {
  if (running) {
    return el('span', { class: 'mark running' }, el('span', { class: 'visually-hidden' }, word('js.list.running')));
  }
  return unread && el('span', { class: 'mark new' }, el('span', { class: 'visually-hidden' }, word('js.list.unread')));
}

/** A plain click stays in the page; with a modifier the browser opens its new tab. */
function open(event, { id }, acts) {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    acts.onOpen(id);
  }
}

/**
 * Puts a field in the place of a row's link. Enter and leaving it save, Escape does not.
 *
 * @returns {Promise<string|null>} the new title, null when it stays
 */
export function renamedIn(item, { title }) {
  return new Promise((resolve) => {
    const input = el('input', { type: 'text', maxlength: 200, 'aria-label': word('js.list.new-title'), value: title, dir: 'auto' });
    const finish = (save) => resolve(save && input.value.trim() && input.value.trim() !== title ? input.value.trim() : null);
    input.addEventListener('keydown', (event) => {
      if (!event.isComposing && (event.key === 'Enter' || event.key === 'Escape')) {
        event.preventDefault();
        finish(event.key === 'Enter');
      }
    });
    input.addEventListener('blur', () => finish(true));
    item.replaceChildren(input);
    input.focus();
    input.select();
  });
}
