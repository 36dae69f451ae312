/**
 * The conversations of the person who is logged in, as the server answers them (snake_case, ISO dates).
 * Every function rejects with an Error whose message is the server's `detail`; see http.js.
 */
import { request } from './http.js';

const item = (id) => `/conversations/${encodeURIComponent(id)}`;

/**
 * Whole conversations, newest first.
 *
 * @param {number} [limit] 1 to 100
 * @param {number} [offset] how many to leave out
 * @returns {Promise<object[]>}
 */
export async function listConversations(limit = 100, offset = 0) {
  return (await request(`/conversations?limit=${limit}&offset=${offset}`)).data;
}

/**
 * One page of the light list (no messages), newest first.
 *
 * @param {string|null} [next] `next` of the page before
 * @param {string} [status] `active`, `archived` or `all`
 * @returns {Promise<{data: object[], next: string|null}>}
 */
export function listSummaries(next = null, status = 'active', limit = 50) {
  return request(next ?? `/conversations?view=summary&limit=${limit}&status=${status}`);
}

/** Every conversation with every message, page after page: `for await (const whole of allConversations())`. */
export async function* allConversations() {
  let next = '/conversations?limit=20&status=all';
  while (next) {
    const page = await request(next);
    yield* page.data;
    next = page.next;
  }
}

/** @returns {Promise<object>} the conversation with all its messages */
export async function getConversation(id) {
  return (await request(item(id))).data;
}

/** One conversation without its messages, but with its metadata. @returns {Promise<object>} */
export async function getSummary(id) {
  return (await request(`${item(id)}?view=summary`)).data;
}

/**
 * @param {string} [title] at most 200 characters
 * @param {object[]} [messages] `{role, content, timestamp?}`
 * @param {object} [metadata]
 * @param {string} [key] an idempotency key; without it a repeated call creates a second conversation
 * @returns {Promise<object>} the conversation
 */
export async function createConversation(title = 'New Conversation', messages = [], metadata = {}, key = undefined) {
  return (await request('/conversations', { method: 'POST', body: { title, messages, metadata }, headers: keyed(key) })).data;
}

/**
 * @param {string} id
 * @param {{title?: string, messages?: object[], metadata?: object, status?: string}} updates what is absent stays
 * @returns {Promise<object>} the conversation
 */
export async function updateConversation(id, updates) {
  return (await request(item(id), { method: 'PUT', body: updates })).data;
}

/** Like updateConversation, but the messages, which may be many, stay where they are. @returns {Promise<object>} the summary */
export async function changeConversation(id, updates) {
  return (await request(item(id), { method: 'PUT', body: updates, headers: { Prefer: 'return=minimal' } })).data;
}

/**
 * Appends a message: `addMessage(id, 'user', 'Hello')` or `addMessage(id, {role, content, timestamp?, model?, metrics?})`.
 *
 * @returns {Promise<object>} the whole conversation
 */
export async function addMessage(id, roleOrMessage, content = undefined) {
  const message = typeof roleOrMessage === 'string' ? { role: roleOrMessage, content } : roleOrMessage;
  return (await request(`${item(id)}/messages`, { method: 'POST', body: message })).data;
}

/**
 * Appends a message once, however often it is called with the same key.
 *
 * @returns {Promise<{id: string, seq: number, message_count: number, updated_at: string}>}
 */
export async function appendMessage(id, message, key) {
  const headers = { Prefer: 'return=minimal', ...keyed(key) };
  return (await request(`${item(id)}/messages`, { method: 'POST', body: message, headers })).data;
}

/**
 * One page of a branch, oldest message first, the answers with their `html`.
 *
 * @param {string} id
 * @param {{before?: number, head?: number, through?: number}} [where] only messages with a smaller `seq`; the message the
 *     branch ends in; or one that it leads through, to the newest message behind it. Without: the branch that was chosen last
 * @returns {Promise<{title: string, head: number, message_count: number, has_more: boolean, metadata: object, messages: object[]}>}
 */
export async function getThread(id, where = {}) {
  const query = Object.entries(where).map(([name, seq]) => `&${name}=${seq}`);
  return (await request(`${item(id)}/thread?limit=50&render=html${query.join('')}`)).data;
}

export async function deleteConversation(id) {
  await request(item(id), { method: 'DELETE' });
}

/** @returns {Promise<number>} how many there were */
export async function deleteAllConversations() {
  return (await request('/conversations', { method: 'DELETE' })).data.deleted_count;
}

/** @returns {Promise<number>} */
export async function getConversationCount() {
  return (await request('/conversations/stats/count')).data.count;
}

function keyed(key) {
  return key ? { 'Idempotency-Key': key } : {};
}
