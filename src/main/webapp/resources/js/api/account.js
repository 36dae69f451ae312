/**
 * The account of the logged-in person. The functions reject as `request` of http.js does; the status is 403 for a wrong
 * password or code, because 401 means that there is no session.
 */
import { request } from './http.js';

const post = (path, body) => request(path, { method: 'POST', body });

/** @param {{full_name?: string, email?: string, password: string}} change what is left out stays */
export async function putProfile(change) {
  await request('/auth/me', { method: 'PUT', body: change });
}

/** Changes the password, and ends all other sessions. */
export async function putPassword(current, wanted) {
  await request('/auth/me/password', { method: 'PUT', body: { current, new: wanted } });
}

/**
 * All sessions, the newest first.
 *
 * @returns {Promise<{id: string, current: boolean, created_at: string, last_accessed_at: string, ip_address?: string,
 *     user_agent?: string}[]>}
 */
export async function listSessions() {
  const sessions = [];
  for (let next = '/auth/sessions'; next; ) {
    const page = await request(next);
    sessions.push(...page.data);
    next = page.next;
  }
  return sessions;
}

export async function endSession(id) {
  await request(`/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Ends all sessions but this one. @returns {Promise<number>} how many there were */
export async function endOtherSessions() {
  return (await request('/auth/sessions', { method: 'DELETE' })).data.ended_count;
}

/**
 * All API tokens, the newest first.
 *
 * @returns {Promise<{id: string, name?: string, scopes: string[], created_at?: string, last_used_at?: string,
 *     expires_at?: string}[]>}
 */
export async function listTokens() {
  return (await request('/auth/tokens')).data;
}

/**
 * @param {{name: string, scopes: string[], expires_at?: string}} token
 * @returns {Promise<string>} the token itself, which the server does not tell again
 */
export async function createToken(token) {
  return (await post('/auth/tokens', token)).data.token;
}

export async function revokeToken(id) {
  await request(`/auth/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** @returns {Promise<{secret: string, uri: string, qr: string}>} for an authenticator app; `qr` is a `data:` URL */
export async function beginTotp(password) {
  return (await post('/auth/totp', { password })).data;
}

/** Turns the second factor on. @returns {Promise<string[]>} the recovery codes, which the server does not tell again */
export async function confirmTotp(code) {
  return (await post('/auth/totp/confirm', { code })).data.recovery_codes;
}

export async function disableTotp(password) {
  await post('/auth/totp/disable', { password });
}

/**
 * A page of what the person did, and of what others did with the person's conversations, the newest first.
 *
 * @param {string|null} [next] `next` of the previous page
 * @returns {Promise<import('./http.js').Answer>}
 */
export function listActivity(next = null) {
  return request(next ?? '/auth/me/activity?limit=50');
}

/** Deletes the account with everything in it, and ends all sessions. */
export async function deleteAccount(password) {
  await post('/auth/me/delete', { password });
}
