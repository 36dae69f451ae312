/** Requests, joins and stops the answers of models. See http.js for the errors. */
import { open, request } from './http.js';
import { events } from './server-sent-events.js';

const of = (id) => `/conversations/${encodeURIComponent(id)}/completions`;
const STREAM = { Accept: 'text/event-stream' };

/** @returns {Promise<{id: string, name: string, provider: string, default?: boolean}[]>} */
export async function listModels() {
  return (await request('/models')).data.models;
}

/**
 * Has a model answer and yields its events: `start`, `blocks` and finally `done` or `failed`. A second request while the
 * answer is being written joins it.
 *
 * @param {{model?: string, parent?: number}} wish `parent` is the `seq` of the message to answer, by default the newest
 * @param {AbortSignal} signal stops listening; the server goes on writing
 */
export async function* complete(id, wish, signal) {
  yield* events(await open(`${of(id)}?render=html`, { method: 'POST', body: wish, headers: STREAM, signal }));
}

/** Yields the events of the newest answer under way, from its beginning; none if there is no such answer. */
export async function* join(id, signal) {
  const response = await open(`${of(id)}?render=html`, { headers: STREAM, signal });
  if (response.status !== 204) {
    yield* events(response);
  }
}

/** Answers a chat that is not stored. @param {{messages: object[], model?: string, system_prompt?: string}} chat */
export async function* completeTemporary(chat, signal) {
  yield* events(await open('/completions?render=html', { method: 'POST', body: chat, headers: STREAM, signal }));
}

/** Ends an answer. The text so far is kept. */
export async function stopAnswer(id, answer) {
  await request(`${of(id)}/${encodeURIComponent(answer)}`, { method: 'DELETE' });
}

/** @returns {Promise<object[]>} the answers under way for this person, in all conversations */
export async function listRunning() {
  return (await request('/completions')).data.running;
}
