/**
 * The conversations of the logged-in person, as on the wire (snake_case, ISO dates). Every function rejects with an Error
 * whose message is the server's `detail`; see http.js.
 */
import { request } from './http.js';

/** The path of a list of summaries, up to its limit. */
export const SUMMARIES = '/conversations?view=summary&limit=';

const item = (id) => `/conversations/${encodeURIComponent(id)}`;

/**
 * Whole conversations, newest first.
 *
 * @param {number} [limit] 1 to 100
 * @param {number} [offset] how many to skip
 * @returns {Promise<object[]>}
 */
export async function listConversations(limit = 100, offset = 0) {
  return (await request(`/conversations?limit=${limit}&offset=${offset}`)).data;
}

/**
 * One page of summaries, which have no messages, newest first.
 *
 * @param {string|null} [next] `next` of the previous page, or a path that begins with SUMMARIES
 * @param {string} [status] `active`, `archived` or `all`
 * @param {string} [filter] more parameters, such as `&tag=NAME`
 * @returns {Promise<{data: object[], next: string|null}>}
 */
export function listSummaries(next = null, status = 'active', limit = 30, filter = '') {
  return request(next ?? `${SUMMARIES}${limit}&status=${status}${filter}`);
}

/** Every conversation with all its messages, page by page: `for await (const whole of allConversations())`. */
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
 * @param {string} [key] an idempotency key; without one, a repeated call creates another conversation
 * @param {string} [project_id] the project it is in
 * @returns {Promise<object>} the conversation
 */
export async function createConversation(title = 'New Conversation', messages = [], metadata = {}, key, project_id) {
  const body = { title, messages, metadata, project_id };
  return (await request('/conversations', { method: 'POST', body, headers: keyed(key) })).data;
}

/**
 * @param {string} id
 * @param {{title?: string, messages?: object[], metadata?: object, status?: string}} updates absent fields stay unchanged
 * @returns {Promise<object>} the conversation
 */
export async function updateConversation(id, updates) {
  return (await request(item(id), { method: 'PUT', body: updates })).data;
}

/**
 * Like updateConversation, without the messages in the response.
 *
 * @param {{keepalive?: boolean}} [options]
 * @returns {Promise<object>} the summary
 */
export async function changeConversation(id, updates, options = {}) {
  const headers = { Prefer: 'return=minimal' };
  return (await request(item(id), { method: 'PUT', body: updates, headers, ...options })).data;
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
 * Appends a message. Repeated calls with the same key append it once.
 *
 * @returns {Promise<{id: string, seq: number, message_count: number, updated_at: string}>}
 */
export async function appendMessage(id, message, key) {
  const headers = { Prefer: 'return=minimal', ...keyed(key) };
  return (await request(`${item(id)}/messages`, { method: 'POST', body: message, headers })).data;
}

/**
 * One page of a branch, oldest message first. Messages have `html`.
 *
 * @param {string} id
 * @param {{before?: number, head?: number, through?: number}} [where] `seq` values: only messages before this one; the
 *     branch that ends in this message; or the newest branch through this message. Default: the branch chosen last
 * @returns {Promise<{title: string, head: number, message_count: number, has_more: boolean, metadata: object, messages: object[]}>}
 */
export async function getThread(id, where = {}, limit = 50) {
  const query = Object.entries(where).map(([name, seq]) => `&${name}=${seq}`);
  return (await request(`${item(id)}/thread?limit=${limit}&render=html${query.join('')}`)).data;
}

/** @param {{keepalive?: boolean}} [options] */
export async function deleteConversation(id, options = {}) {
  await request(item(id), { method: 'DELETE', ...options });
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
