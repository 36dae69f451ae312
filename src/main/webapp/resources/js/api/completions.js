/** Answers of the models: asking for one, listening to it, stopping it. See http.js for what is thrown. */
import { events } from './events.js';
import { open, request } from './http.js';

const of = (id) => `/conversations/${encodeURIComponent(id)}/completions`;
const STREAM = { Accept: 'text/event-stream' };

/** @returns {Promise<{id: string, name: string, provider: string, default?: boolean}[]>} */
export async function listModels() {
  return (await request('/models')).data.models;
}

/**
 * Has a model answer, and tells while it does: `start`, `blocks`, and at the end `done` or `failed`. Asking again while
 * the answer is being written joins it.
 *
 * @param {{model?: string, parent?: number}} wish the message to answer, by its `seq`; without it the newest
 * @param {AbortSignal} signal ends the listening; the answer goes on
 */
export async function* complete(id, wish, signal) {
  yield* events(await open(`${of(id)}?render=html`, { method: 'POST', body: wish, headers: STREAM, signal }));
}

/** Listens to the newest answer that is being written, from its beginning. Tells nothing when there is none. */
export async function* join(id, signal) {
  const response = await open(`${of(id)}?render=html`, { headers: STREAM, signal });
  if (response.status !== 204) {
    yield* events(response);
  }
}

/** An answer to a chat that is not stored anywhere. @param {{messages: object[], model?: string, system_prompt?: string}} chat */
export async function* completeTemporary(chat, signal) {
  yield* events(await open('/completions?render=html', { method: 'POST', body: chat, headers: STREAM, signal }));
}

/** Ends an answer; what was written of it is kept. */
export async function stopAnswer(id, answer) {
  await request(`${of(id)}/${encodeURIComponent(answer)}`, { method: 'DELETE' });
}

/** @returns {Promise<object[]>} the answers that are being written for this person, in all conversations */
export async function listRunning() {
  return (await request('/completions')).data.running;
}
