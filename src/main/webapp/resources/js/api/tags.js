/** The tags of the logged-in person's conversations. */
import { request } from './http.js';

const item = (name) => `/tags/${encodeURIComponent(name)}`;

/** @returns {Promise<{name: string, color: string|null, count: number}[]>} by name */
export async function listTags() {
  return (await request('/tags')).data;
}

/**
 * Renames or colours a tag on all its conversations; null ends a colour.
 *
 * @param {{name?: string, color?: string|null}} changes a name that another tag has makes one tag of the two
 */
export async function changeTag(name, changes) {
  await request(item(name), { method: 'PUT', body: changes });
}

/** Takes a tag from all conversations. */
export async function deleteTag(name) {
  await request(item(name), { method: 'DELETE' });
}
