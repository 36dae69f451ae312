/**
 * The person's conversations, newest first. `conversations.subscribe(fn)` calls fn at once with the array and again after
 * every change; conversation-format.js documents its elements. `messages` is empty until a whole conversation is loaded.
 * A function that fails rejects and leaves the list unchanged.
 */
import * as api from '../api/conversations.js';
import { later } from '../words.js';
import { fromWire, messageToWire } from './conversation-format.js';
import { chosenFilter, shown } from './list-filter.js';
import { derived, writable } from './subscribable.js';
import { withThinkingTime } from './thinking-times.js';
import { titleFrom } from './titles.js';

export * from './list-filter.js';

const list = writable([]);
const nextPage = writable(null);
/**
 * The conversations that were taken out, by id: as they were, and the last request for the list that may still have them.
 */
const hidden = new Map();
/** How many requests for the list have begun. */
let requests = 0;

/** Filters of what is loaded besides the newest conversations: the pinned ones, and those of projects that are unfolded. */
export const alongside = new Set(['&pinned=true']);

/** The id of the open conversation, null when none is. */
export const currentConversationId = writable(null);

/** The open conversation, where the list that was loaded last does not have it. */
let aside = null;

/** What the page knows of the open conversation, or null. */
export const currentConversation = derived(
  [list, currentConversationId],
  ([, id]) => find(id) ?? hidden.get(id)?.known ?? (aside?.id === id ? aside : null),
);

/**
 * Loads the first page of the list, and what stands in `alongside`; `hasMore()` says whether there is another page for
 * `loadMore()`.
 */
export async function loadConversations() {
  const request = ++requests;
  const status = shown.get();
  const filter = chosenFilter();
  const besides = status === 'active' ? [...alongside].slice(0, filter ? 1 : undefined) : [];
  const [page, ...others] = await Promise.all([
    api.listSummaries(null, status, undefined, filter),
    ...besides.map((one) => api.listSummaries(`${api.SUMMARIES}100${one}${filter}`)),
  ]);
  nextPage.set(page.next);
  aside = currentConversation.get();
  const all = [page, ...others].flatMap(({ data }) => data);
  list.set(newestFirst([...new Map(all.map((wire) => [wire.id, fromWire(wire)])).values()], request));
  return list.get();
}

/** The number of conversations that refresh() compares. */
const REFRESHED = 30;

/**
 * Takes over changes made elsewhere, by comparing the newest conversations with the server's.
 *
 * @throws {Error} with `gone` if the open one was deleted
 */
export async function refresh() {
  const request = ++requests;
  const { data, next } = await api.listSummaries(null, shown.get(), REFRESHED, chosenFilter());
  const fresh = new Map(data.map((wire) => [wire.id, fromWire(wire)]));
  const oldest = next ? data.at(-1).updated_at : '';
  const all = list.get();
  const open = currentConversationId.get();
  const missing = all.filter(({ id, updatedAt }) => !fresh.has(id) && updatedAt > oldest);
  const gone = missing.filter(({ id }) => id !== open);
  const changed = [...fresh.values()].filter((one) => differs(one, find(one.id)));
  if (gone.length + changed.length > 0) {
    const left = all.filter((one) => !gone.includes(one) && !changed.some(({ id }) => id === one.id));
    list.set(newestFirst([...changed, ...left], request));
  }
  if (missing.some(({ id, status }) => id === open && status === shown.get())) {
    await loadDetails(open); // it was moved or deleted
  }
}

function differs(one, known) {
  const seen = ({ updatedAt, title, pinned, tags, projectId }) =>
    JSON.stringify([updatedAt, title, pinned, tags, projectId]);
  return known === undefined || seen(known) !== seen(one);
}

export async function loadMore() {
  if (nextPage.get() === null) {
    return list.get();
  }
  const page = await api.listSummaries(nextPage.get());
  nextPage.set(page.next);
  return add(page.data);
}

/** Adds conversations, as on the wire, that the list does not have yet. */
export function add(summaries) {
  const known = new Set(list.get().map((one) => one.id));
  list.update((all) => newestFirst([...all, ...summaries.map(fromWire).filter((one) => !known.has(one.id))]));
  return list.get();
}

export function hasMore() {
  return nextPage.get() !== null;
}

/** Creates a conversation and makes it the open one. Repeated calls with the same key create it once. */
export async function createConversation(title = 'New Conversation', messages = [], metadata = {}, key, project) {
  const made = fromWire(await api.createConversation(title, messages.map(messageToWire), metadata, key, project));
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

/** Appends `{type, content, timestamp?}`. A conversation with the default title is named after the person's message. */
export async function addMessage(id, message) {
  let whole = await api.addMessage(id, messageToWire(message));
  if (whole.title === 'New Conversation' && (message.type ?? message.role) === 'user') {
    whole = await api.updateConversation(id, { title: titleFrom(String(message.content)) });
  }
  const changed = fromWire(whole);
  put(changed);
  return changed;
}

/** Loads one conversation without its messages, but with its thinking times, into the list. */
export async function loadDetails(id) {
  const details = fromWire(await api.getSummary(id));
  const known = find(id);
  put({ ...details, messages: known?.messages ?? [] });
  return details;
}

/** Stores how long an answer took, in seconds, with the new average, total and count. */
export async function addThinkingTime(id, seconds) {
  const figures = withThinkingTime(await loadDetails(id), seconds);
  await api.changeConversation(id, { metadata: figures });
  touch(id, figures);
  return figures;
}

/** Deletes all conversations. @returns {Promise<number>} how many there were */
export async function clearAll() {
  const count = await api.deleteAllConversations();
  nextPage.set(null);
  list.set([]);
  currentConversationId.set(null);
  return count;
}

/** @returns {Promise<string>} see exporting.js */
export async function exportConversations() {
  const { exportAll } = await import('./exporting.js');
  return exportAll();
}

/** Imports the JSON of exportConversations(). @returns {Promise<object>} a report, see importing.js */
export async function importConversations(json) {
  const { importAll } = await later(() => import('./importing.js'));
  const report = await importAll(json);
  if (report.imported.length > 0) {
    await loadConversations();
  }
  return report;
}

/** Changes a conversation in the list without a request. */
export function touch(id, changes) {
  const known = find(id);
  if (known) {
    put({ ...known, ...changes });
  }
}

/** Removes a conversation from the list without a request. */
export function forget(id) {
  list.update((all) => all.filter((one) => one.id !== id));
  if (currentConversationId.get() === id) {
    currentConversationId.set(null);
  }
}

/** Takes a conversation out of the list, and keeps it out until unhide(). */
export function hide(id) {
  hidden.set(id, { known: find(id), last: Infinity });
  forget(id);
}

/**
 * @param {boolean} [back] whether the conversation returns to the list, as it was; otherwise it does if a list has it that is
 *     asked for from now on
 */
export function unhide(id, back = false) {
  const known = hidden.get(id)?.known;
  hidden.set(id, { last: back ? 0 : requests });
  if (back && known?.status === shown.get()) {
    put(known);
  }
}

function find(id) {
  return list.get().find((one) => one.id === id);
}

function put(changed) {
  list.update((all) => newestFirst([changed, ...all.filter((one) => one.id !== changed.id)]));
}

function newestFirst(all, request = Infinity) {
  const visible = all.filter(({ id }) => !(request <= hidden.get(id)?.last));
  return visible.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : one.updatedAt > other.updatedAt ? -1 : 0));
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
