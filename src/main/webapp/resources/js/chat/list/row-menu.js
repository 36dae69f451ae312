/** What the menu of a conversation in the list offers. Loaded at its first use. */
import { later, word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { pin } from './pins.js';

/** Says that a dialog, whose script is loaded at its first use, could not be loaded. */
const failed = (key) => () => announce(REQUEST_FAILED, { error: { status: 0, word: 'js.error.0' }, words: word(key) });

const tag = (conversation) =>
  later(() => import('./tags-dialog.js'))
    .then(({ editTags }) => editTags(conversation))
    .catch(failed('js.list.tags-failed'));

const move = (conversation) =>
  later(() => import('./move-dialog.js'))
    .then(({ moveToProject }) => moveToProject(conversation))
    .catch(failed('js.list.project-failed'));

/** Saves a conversation as a file. */
export const exportTo = (conversation) =>
  later(() => import('../export-dialog.js'))
    .then(({ exportConversation }) => exportConversation(conversation))
    .catch(failed('js.list.part-failed'));

/**
 * @param {object} conversation
 * @param {HTMLElement} row of the conversation
 * @param {{rename, archive, remove}} actions called with the conversation and the row
 * @returns {object[]} entries for ui/menu.js
 */
export function entriesOf(conversation, row, { rename, archive, remove }) {
  const { status, pinned } = conversation;
  const entry = (key, icon, action) => ({ words: word(key), icon, run: () => action(conversation, row) });
  return [
    entry('js.rename', 'edit', rename),
    status !== 'archived' && entry(pinned ? 'js.list.unpin' : 'js.list.pin', 'pin', pin),
    entry('js.list.tags', 'tag', tag),
    entry('js.list.to-project', 'folder', move),
    entry('js.list.export', 'down', exportTo),
    entry(status === 'archived' ? 'js.list.unarchive' : 'js.list.archive', 'archive', archive),
    { ...entry('js.delete', 'bin', remove), danger: true },
  ].filter(Boolean);
}
