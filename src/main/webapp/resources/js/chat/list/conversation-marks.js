/**
 * The marks in the list: an answer is being written, and messages that this browser has neither shown nor written. What a
 * conversation has when this browser first sees it in the list counts as seen.
 */
import { read, write } from '../../storage.js';
import { conversations, currentConversationId } from '../../stores/conversations.js';
import { writable } from '../../stores/subscribable.js';
import { ANSWER_FINISHED, ANSWER_STARTED, CONVERSATION_LOADED, MESSAGES_SENT, on, THREAD_CHANGED } from '../events.js';

/** The number of conversations of which it is remembered how many messages were seen. */
const REMEMBERED = 1_000;
const keyOfSeen = () => `parley-seen:${document.body.dataset.user ?? ''}`;

/** Ids of the conversations in which an answer is being written. */
export const running = writable(new Set());

/** Ids of the conversations with something new. */
export const unread = writable(new Set());

/** @param {Iterable<string>} ids */
export function setRunning(ids) {
  const next = new Set(ids);
  if (!isSame(next, running.get())) {
    running.set(next);
  }
}

/** Finds out which conversations have something new. The open one is seen while the page is visible. */
function markUnread() {
  const seen = loadSeen();
  const open = document.hidden ? null : currentConversationId.get();
  const newest = conversations.get().slice(0, REMEMBERED);
  const isNew = ({ id, messageCount }) => messageCount > (seen.get(id) ?? -1);
  const shown = newest.filter((one) => isNew(one) && (one.id === open || !seen.has(one.id)));
  if (shown.length > 0) {
    keepSeen(seen, shown);
  }
  const next = new Set(newest.filter(isNew).map(({ id }) => id));
  if (!isSame(next, unread.get())) {
    unread.set(next);
  }
}

/** The messages of a thread are on the page, or were written on it. The list may not know of them yet. */
function markSeen({ id, count }, exactly = false) {
  const seen = loadSeen();
  if (seen.get(id) < count || (exactly && seen.get(id) > count)) {
    keepSeen(seen, [{ id, messageCount: count }]);
    markUnread();
  }
}

/** @returns {Map<string, number>} how many messages of each conversation were seen */
function loadSeen() {
  try {
    // An earlier version of the page kept times.
    return new Map(Object.entries(JSON.parse(read(keyOfSeen()))).filter(([, count]) => Number.isInteger(count)));
  } catch {
    return new Map();
  }
}

/** Keeps these as the newest entries. */
function keepSeen(seen, entries) {
  for (const { id, messageCount } of entries.toReversed()) {
    seen.delete(id);
    seen.set(id, messageCount);
  }
  write(keyOfSeen(), JSON.stringify(Object.fromEntries([...seen].slice(-REMEMBERED))));
}

function isSame(one, other) {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

conversations.subscribe(markUnread);
currentConversationId.subscribe(markUnread);
document.addEventListener('visibilitychange', markUnread);
on(CONVERSATION_LOADED, ({ thread }) => document.hidden || markSeen(thread, true));
on(THREAD_CHANGED, ({ thread }) => document.hidden || markSeen(thread));
on(MESSAGES_SENT, ({ thread }) => markSeen(thread));
on(ANSWER_STARTED, ({ thread }) => thread.temporary || setRunning([...running.get(), thread.id]));
on(ANSWER_FINISHED, ({ thread }) => setRunning([...running.get()].filter((id) => id !== thread.id)));
