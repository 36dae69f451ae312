/**
 * One request to the server. Nothing else in the page calls fetch.
 *
 * @typedef {Object} Answer
 * @property {any} data the parsed JSON, undefined when there is none
 * @property {string|null} next path of the next page, from `Link: <…>; rel="next"`
 */

const BASE = '/api';

/**
 * @param {string} path below /api, with its query
 * @param {{method?: string, body?: any, headers?: Record<string, string>}} [options] body is sent as JSON
 * @returns {Promise<Answer>}
 * @throws {Error} with the server's `detail` as message, `status` (0 when the server was not reached),
 *     `retryAfter` in seconds where the server gave one, and `word` where the page has words of its own for it
 */
export async function request(path, options = {}) {
  const response = await open(path, options);
  const data = response.status === 204 ? undefined : await parsed(response);
  return { data, next: nextPage(response.headers?.get?.('Link')) };
}

/**
 * The response as soon as its head is there, for bodies that are read while they arrive. Rejects as `request` does.
 *
 * @param {AbortSignal} [options.signal] ends the request; what is thrown then has the name `AbortError`
 * @returns {Promise<Response>}
 */
export async function open(path, { method = 'GET', body, headers = {}, signal } = {}) {
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
    });
  } catch (cause) {
    throw cause.name === 'AbortError' ? cause : failure("The server can't be reached", { word: 'js.error.0', cause });
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/** A key for one act of the person; repeating the request under it stores nothing twice. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function parsed(response) {
  try {
    return await response.json();
  } catch (cause) {
    throw failure('The answer of the server broke off', { word: 'js.error.broken', cause });
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const words = problem?.detail || problem?.title;
  const seconds = Number(response.headers?.get?.('Retry-After'));
  return failure(words || `The server answered ${response.status}`, {
    status: response.status,
    retryAfter: seconds > 0 ? seconds : undefined,
    word: response.status === 401 ? 'js.error.401' : words ? undefined : 'js.error.unknown',
  });
}

function failure(message, { status = 0, retryAfter, word, cause }) {
  return Object.assign(new Error(message, { cause }), { status, retryAfter, word });
}

/** Only path and query count: behind a proxy the host in the header may be another one. */
function nextPage(header) {
  const found = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(header ?? '');
  if (!found) {
    return null;
  }
  const url = new URL(found[1], 'http://here' + BASE + '/conversations');
  return url.pathname + url.search;
}
