/** Conversations as files. */
import { open } from './http.js';

/**
 * @param {string} id of a conversation
 * @param {string} format `markdown`, `html`, `pdf` or `json`
 * @returns {Promise<{name: string, file: Blob}>} the file, and the name that the server gives it
 */
export async function exported(id, format) {
  const path = `/conversations/${encodeURIComponent(id)}/export?format=${format}`;
  const response = await open(path, { headers: { Accept: '*/*' } });
  const [, name = `conversation.${format}`] =
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition')) ?? [];
  return { name: decodeURIComponent(name), file: await response.blob() };
}
