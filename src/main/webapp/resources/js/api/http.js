/**
 * Requests to the server. Only this module calls fetch.
 *
 * @typedef {Object} Answer
 * @property {any} data the parsed JSON, undefined when there is none
 * @property {string|null} next path of the next page, from `Link: <…>; rel="next"`
 */

import { ROOT } from '../root.js';

const BASE = `${ROOT}api`;

/** A path below a conversation, but not that of one answer, which may be missing by itself. */
const CONVERSATION = /\/conversations\/([^/?]+)(?!.*\/completions\/)/;

/**
 * @param {string} path below /api, with its query, or one that the server sent
 * @param {{method?: string, body?: any, headers?: Record<string, string>}} [options] body is sent as JSON
 * @returns {Promise<Answer>}
 * @throws {Error} with the server's `detail` as message, `status` (0 if the server was not reached), `retryAfter` in
 *     seconds if the server sent it, `word`, the key of a text, if the page has one for it, and `gone`, the id of the
 *     conversation if that no longer exists
 */
export async function request(path, options = {}) {
  const response = await open(path, options);
  const data = response.status === 204 ? undefined : await parsed(response);
  return { data, next: nextPage(response.headers?.get?.('Link')) };
}

/**
 * Resolves as soon as the headers arrive, for bodies that are read as a stream. Rejects as `request` does.
 *
 * @param {AbortSignal} [options.signal] ends the request; it then rejects with an error named `AbortError`
 * @param {boolean} [options.keepalive] whether the request outlives the page
 * @returns {Promise<Response>}
 */
export async function open(path, { method = 'GET', body, headers = {}, signal, keepalive } = {}) {
  const sent = { Accept: 'application/json', ...headers };
  if (body !== undefined) {
    sent['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path.startsWith(BASE + '/') ? path : BASE + path, {
      method,
      credentials: 'include',
      headers: sent,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      keepalive,
    });
  } catch (cause) {
    throw cause.name === 'AbortError' ? cause : failure("The server can't be reached", { word: 'js.error.0', cause });
  }
  if (!response.ok) {
    throw await refusal(response, path);
  }
  return response;
}

/** A new idempotency key: a repeated request with the same key stores nothing twice. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function parsed(response) {
  try {
    return await response.json();
  } catch (cause) {
    throw failure('The response broke off', { word: 'js.error.broken', cause });
  }
}

async function refusal(response, path) {
  const problem = await response.json().catch(() => ({}));
  const words = problem?.detail || problem?.title;
  const seconds = Number(response.headers?.get?.('Retry-After'));
  return failure(words || `The server answered ${response.status}`, {
    status: response.status,
    gone: response.status === 404 && words ? CONVERSATION.exec(path)?.[1] : undefined,
    retryAfter: seconds > 0 ? seconds : undefined,
    word: response.status === 401 ? 'js.error.401' : words ? undefined : 'js.error.unknown',
  });
}

function failure(message, { status = 0, cause, ...more }) {
  return Object.assign(new Error(message, { cause }), { status, ...more });
}

/** Path and query only: behind a proxy the header may name another host. */
function nextPage(header) {
  const found = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(header ?? '');
  if (!found) {
    return null;
  }
  const url = new URL(found[1], 'http://here' + BASE + '/conversations');
  return url.pathname + url.search;
}
