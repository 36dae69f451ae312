/** What becomes of the person's conversations that have not changed for long. */
import { request } from './http.js';

/** @returns {Promise<{archive_after?: string, trash_after?: string}>} ages such as `P90D`; without one it is never done */
export async function getRetention() {
  return (await request('/auth/me/retention')).data;
}

/** Replaces both ages; undefined ends one. */
export async function putRetention(archive_after, trash_after) {
  return (await request('/auth/me/retention', { method: 'PUT', body: { archive_after, trash_after } })).data;
}

/** Remembers that the person knows what these ages do. @param {string} query as for a preview */
export async function acknowledgeRetention(query) {
  await request('/auth/me/preferences', { method: 'PUT', body: { retention_note: query } });
}

/**
 * What these ages would do now. Nothing is changed.
 *
 * @param {string} query `archive_after=P90D&trash_after=P365D`, each of them optional
 * @param {AbortSignal} [signal] ends the request; it then rejects with an error named `AbortError`
 * @returns {Promise<{archive: number, trash: number, oldest: {id: string, title: string, updated_at: string}[]}>}
 */
export async function previewRetention(query, signal = undefined) {
  return (await request(`/auth/me/retention/preview?${query}`, { signal })).data;
}
