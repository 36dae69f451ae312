/**
 * The person's conversations, newest first. `conversations.subscribe(fn)` calls fn at once with the array and again after
 * every change; see format.js for the shape. The list comes light: `messages` is empty until a conversation is loaded whole.
 * What fails rejects and leaves the list as it was.
 */
import * as api from '../api/conversations.js';
import { fromWire, messageToWire, thinking, titleFrom, toExport, withThinkingTime } from './format.js';
import { importAll } from './importing.js';
import { derived, writable } from './subscribable.js';

const list = writable([]);
const nextPage = writable(null);

/** Which conversations the list holds, by their status: `active` or `archived`. */
export const shown = writable('active');

/** The id of the open conversation, null when none is. */
export const currentConversationId = writable(null);

/** The open conversation as it is in the list, or null. */
export const currentConversation = derived([list, currentConversationId], ([all, id]) => all.find((one) => one.id === id) ?? null);

/** Loads the first page of the list; `hasMore()` says whether `loadMore()` brings another. */
export async function loadConversations() {
  const page = await api.listSummaries(null, shown.get());
  nextPage.set(page.next);
  list.set(page.data.map(fromWire));
  return list.get();
}

/** How many of the newest refresh() looks at. */
const LOOK = 30;

/** Brings what was done elsewhere: compares the newest ones with the server's, and leaves the list alone if they are the same. */
export async function refresh() {
  const { data, next } = await api.listSummaries(null, shown.get(), LOOK);
  const fresh = new Map(data.map((wire) => [wire.id, fromWire(wire)]));
  const reach = next ? data.at(-1).updated_at : '';
  const all = list.get();
  const gone = all.filter((one) => !fresh.has(one.id) && one.updatedAt > reach && one.id !== currentConversationId.get());
  const changed = [...fresh.values()].filter((one) => !all.some(({ id, updatedAt, title }) => id === one.id && updatedAt === one.updatedAt && title === one.title));
  if (gone.length + changed.length > 0) {
    list.update(() => newestFirst([...changed, ...all.filter((one) => !gone.includes(one) && !changed.some(({ id }) => id === one.id))]));
  }
}

export async function loadMore() {
  if (nextPage.get() === null) {
    return list.get();
  }
  const page = await api.listSummaries(nextPage.get());
  nextPage.set(page.next);
  const known = new Set(list.get().map((one) => one.id));
  list.update((all) => newestFirst([...all, ...page.data.map(fromWire).filter((one) => !known.has(one.id))]));
  return list.get();
}

export function hasMore() {
  return nextPage.get() !== null;
}

/** Creates a conversation at the top of the list and makes it the open one. A repeated call with the same key creates it once. */
export async function createConversation(title = 'New Conversation', messages = [], metadata = {}, key = undefined) {
  const made = fromWire(await api.createConversation(title, messages.map(messageToWire), metadata, key));
  put(made);
  currentConversationId.set(made.id);
  return made;
}

export async function deleteConversation(id) {
  await api.deleteConversation(id);
  forget(id);
}

export async function updateTitle(id, title) {
  const changed = await api.changeConversation(id, { title });
  touch(id, { title: changed.title, updatedAt: changed.updated_at });
}

/** Moves a conversation to the archive (`archived`) or back (`active`); it leaves the list. */
export async function setStatus(id, status) {
  await api.changeConversation(id, { status });
  forget(id);
}

/** Appends `{type, content, timestamp?}`. A conversation without a name of its own is named after the person's first message. */
export async function addMessage(id, message) {
  let whole = await api.addMessage(id, messageToWire(message));
  if (whole.title === 'New Conversation' && (message.type ?? message.role) === 'user') {
    whole = await api.updateConversation(id, { title: titleFrom(String(message.content)) });
  }
  const changed = fromWire(whole);
  put(changed);
  return changed;
}

/** Loads what the light list does not hold of one conversation, the thinking times; it joins the list if it was not in it. */
export async function loadDetails(id) {
  const details = fromWire(await api.getSummary(id));
  const known = list.get().find((one) => one.id === id);
  put({ ...details, messages: known?.messages ?? [] });
  return details;
}

/** Keeps how long an answer took, in seconds, and the new average, total and count. */
export async function addThinkingTime(id, seconds) {
  const figures = withThinkingTime(await loadDetails(id), seconds);
  await api.changeConversation(id, { metadata: figures });
  touch(id, figures);
  return figures;
}

/** Deletes every conversation. @returns {Promise<number>} how many there were */
export async function clearAll() {
  const count = await api.deleteAllConversations();
  nextPage.set(null);
  list.set([]);
  currentConversationId.set(null);
  return count;
}

/** @returns {Promise<string>} every conversation with every message, as JSON to read and to import again */
export async function exportConversations() {
  const all = [];
  for await (const whole of api.allConversations()) {
    all.push(toExport(whole));
  }
  return JSON.stringify(all, null, 2);
}

/** Takes what exportConversations gave and says what was imported and what failed; see importing.js. */
export async function importConversations(json) {
  const report = await importAll(json);
  if (report.imported.length > 0) {
    await loadConversations();
  }
  return report;
}

/** Brings a conversation to the top with these changes, without asking the server. */
export function touch(id, changes) {
  const known = list.get().find((one) => one.id === id);
  if (known) {
    put({ ...known, ...changes });
  }
}

/** Takes a conversation out of the list, without asking the server. */
export function forget(id) {
  list.update((all) => all.filter((one) => one.id !== id));
  if (currentConversationId.get() === id) {
    currentConversationId.set(null);
  }
}

function put(changed) {
  list.update((all) => newestFirst([changed, ...all.filter((one) => one.id !== changed.id)]));
}

function newestFirst(all) {
  return all.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : one.updatedAt > other.updatedAt ? -1 : 0));
}

export const conversations = {
  get: list.get,
  subscribe: list.subscribe,
  loadConversations,
  loadMore,
  hasMore,
  createConversation,
  deleteConversation,
  updateTitle,
  addMessage,
  addThinkingTime,
  clearAll,
  exportConversations,
  importConversations,
  currentConversation,
  currentConversationId,
};

export default conversations;
