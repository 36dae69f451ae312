/** The trash of the logged-in person. The functions reject as those of conversations.js do. */
import { request } from './http.js';

const item = (id) => `/trash/${encodeURIComponent(id)}`;

/**
 * One page of summaries with `trashed_at` and `purged_at`, what was put there last first.
 *
 * @param {string|null} [next] `next` of the previous page
 * @returns {Promise<import('./http.js').Answer>}
 */
export function listTrash(next = null) {
  return request(next ?? '/trash?limit=50');
}

/** Takes a conversation out of the trash. */
export async function restoreConversation(id) {
  await request(`${item(id)}/restore`, { method: 'POST' });
}

/** Removes a conversation in the trash for good. */
export async function purgeConversation(id) {
  await request(item(id), { method: 'DELETE' });
}

/** Removes everything in the trash for good. @returns {Promise<number>} how many there were */
export async function emptyTrash() {
  return (await request('/trash', { method: 'DELETE' })).data.deleted_count;
}
