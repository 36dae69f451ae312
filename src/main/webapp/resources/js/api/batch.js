/** Changes many conversations at once. */
import { request } from './http.js';

/** The most conversations of one request. */
const MOST = 200;

/**
 * Does the same with many conversations, in as many requests as it takes. One that is refused does not affect the others.
 *
 * @param {string[]} ids
 * @param {string} action `archive`, `unarchive`, `pin`, `unpin`, `tag`, `untag`, `move`, `trash` or `restore`
 * @param {string|null} [value] the tag, or the id of the project, null for none
 * @returns {Promise<{done: string[], failed: {id: string, detail: string}[], error: Error|null}>} with the error of a request
 *     that failed as a whole; what comes after that is not asked for, and `failed` has it too
 */
export async function changeAll(ids, action, value = undefined) {
  const done = [];
  const failed = [];
  for (let from = 0; from < ids.length; from += MOST) {
    try {
      const body = { ids: ids.slice(from, from + MOST), action, value };
      const { data } = await request('/conversations/batch', { method: 'POST', body });
      done.push(...data.done);
      failed.push(...data.failed);
    } catch (error) {
      failed.push(...ids.slice(from).map((id) => ({ id, detail: error.message })));
      return { done, failed, error };
    }
  }
  return { done, failed, error: null };
}
