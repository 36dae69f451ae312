/** How the list is drawn. Parts that are loaded later can change it. */
import { writable } from '../../stores/subscribable.js';
import { grouped } from '../../time.js';
import { word } from '../../words.js';
import { conversationRow } from './conversation-row.js';

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
