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
 * @returns {Promise<{data: object[], next: string|null}>}
 */
export function listSummaries(next = null) {
  return request(next ?? '/conversations?view=summary&limit=100');
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

/** Merges metadata key by key; the messages, which may be many, stay where they are. */
export async function updateMetadata(id, metadata) {
  await request(item(id), { method: 'PUT', body: { metadata }, headers: { Prefer: 'return=minimal' } });
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
 * One page of messages, the newest page first, the oldest message first inside it.
 *
 * @param {string} id
 * @param {number} [before] only messages with a smaller `seq`
 * @returns {Promise<{messages: object[], has_more: boolean}>}
 */
export async function getMessages(id, before = undefined) {
  const from = before === undefined ? '' : `&before=${before}`;
  return (await request(`${item(id)}/messages?limit=50${from}`)).data;
}

/** Has the assistant answer the newest message of the person. @returns {Promise<object>} the stored answer */
export async function complete(id) {
  return (await request(`${item(id)}/completions`, { method: 'POST', body: {} })).data;
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
