/**
 * What the list marks: conversations in which an answer is being written, and those in which something came that was not
 * seen in this browser. What was there when the browser came first counts as seen.
 */
import { read, write } from '../storage.js';
import { conversations, currentConversationId } from '../stores/conversations.js';
import { writable } from '../stores/subscribable.js';

const KEPT = 300;
const place = () => `parley-seen:${document.body.dataset.user ?? ''}`;

/** Ids of the conversations in which an answer is being written. */
export const running = writable(new Set());

/** Ids of the conversations with something new. */
export const unread = writable(new Set());

/** @param {Iterable<string>} ids */
export function setRunning(ids) {
  const next = new Set(ids);
  if (!same(next, running.get())) {
    running.set(next);
  }
}

/** What this page knows before it asks: an answer began there, or ended. */
export function mark(id, isRunning) {
  const others = [...running.get()].filter((one) => one !== id);
  setRunning(isRunning ? [...others, id] : others);
}

/** Looks through the list; what is open and in sight is seen. */
export function lookAt(all) {
  const seen = load();
  const open = document.hidden ? null : currentConversationId.get();
  const current = all.find((one) => one.id === open);
  if (current && isNew(seen, current)) {
    see(current.id, current.updatedAt);
  }
  const next = new Set(all.filter((one) => one.id !== open && isNew(seen, one)).map((one) => one.id));
  if (!same(next, unread.get())) {
    unread.set(next);
  }
}

/** This conversation is seen as it was at that time, or as it is now. */
export function see(id, updatedAt = new Date().toISOString()) {
  const seen = load();
  delete seen.at[id];
  seen.at[id] = updatedAt;
  seen.at = Object.fromEntries(Object.entries(seen.at).slice(-KEPT));
  write(place(), JSON.stringify(seen));
}

function isNew(seen, { id, updatedAt }) {
  return updatedAt > (seen.at[id] ?? seen.since);
}

function load() {
  try {
    const seen = JSON.parse(read(place()));
    if (seen?.since && seen.at) {
      return seen;
    }
  } catch {
    // Written by something else; begun anew.
  }
  const begun = { since: new Date().toISOString(), at: {} };
  write(place(), JSON.stringify(begun));
  return begun;
}

function same(one, other) {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

conversations.subscribe(lookAt);
currentConversationId.subscribe(() => lookAt(conversations.get()));
