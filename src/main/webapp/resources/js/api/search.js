/** Searches the person's conversations. */
import { request } from './http.js';

/**
 * @param {string} query 1 to 500 characters
 * @param {string|null} [next] `next` of the previous page
 * @param {AbortSignal} [signal] ends the request; it then rejects with an error named `AbortError`
 * @returns {Promise<import('./http.js').Answer>} with
 *     `{results: [{conversation, title_highlights, matches: [{seq, role, snippet, highlights}], match_count}], corrected?, indexing?}`
 */
export function search(query, next = null, signal = undefined) {
  return request(next ?? `/search?limit=20&q=${encodeURIComponent(query)}`, { signal });
}
