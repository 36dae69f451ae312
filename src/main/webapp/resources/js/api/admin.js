/**
 * What administrators do. The functions reject as `request` of http.js does; the status is 403 for anybody else, and 409 where
 * no active administrator would remain.
 *
 * @typedef {Object} User
 * @property {string} id
 * @property {string} username
 * @property {string} [email]
 * @property {string} [full_name]
 * @property {'USER'|'ADMIN'} role
 * @property {boolean} is_active
 * @property {string} [created_at]
 * @property {string} [last_login]
 * @property {boolean} [password_change_required]
 */
import { ROOT } from '../root.js';
import { request } from './http.js';

const USERS = '/admin/users';

/** Where the first page of users is, the newest first. @param {string} part of the name, the full name or the address */
export function usersPath(part) {
  return `${USERS}?${new URLSearchParams({ limit: '25', ...(part && { q: part }) })}`;
}

/**
 * @param {{username: string, email: string, full_name?: string, role: string}} user
 * @returns {Promise<User & {password: string}>} with the one-time password, which the server does not tell again
 */
export async function createUser(user) {
  return (await request(USERS, { method: 'POST', body: user })).data;
}

/** @param {{role?: string, is_active?: boolean}} change what is left out stays @returns {Promise<User>} */
export async function putUser(id, change) {
  return (await request(path(id), { method: 'PUT', body: change })).data;
}

/** Ends the sessions of a user. @returns {Promise<string>} the new one-time password, which the server does not tell again */
export async function resetPassword(id) {
  return (await request(`${path(id)}/password`, { method: 'POST' })).data.password;
}

/** @returns {Promise<number>} how many sessions there were */
export async function endSessionsOf(id) {
  return (await request(`${path(id)}/sessions`, { method: 'DELETE' })).data.ended_count;
}

/**
 * Where the first page of entries is, the newest first.
 *
 * @param {{user?: string, action?: string, outcome?: string, from?: string, to?: string}} filter
 */
export function auditPath(filter) {
  return `/admin/audit?${new URLSearchParams({ limit: '50', ...filter })}`;
}

/** The address of a file with all of these entries, one on a line. */
export function auditFile(filter) {
  return `${ROOT}api/admin/audit?${new URLSearchParams({ format: 'ndjson', ...filter })}`;
}

/** How the system is, as `System` in the OpenAPI document says. @returns {Promise<object>} */
export async function readSystem() {
  return (await request('/admin/system')).data;
}

function path(id) {
  return `${USERS}/${encodeURIComponent(id)}`;
}
