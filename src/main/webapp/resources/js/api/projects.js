/** The projects of the logged-in person. The functions reject as those of conversations.js do. */
import { newKey, request } from './http.js';

const item = (id) => `/projects/${encodeURIComponent(id)}`;

/** @returns {Promise<{id: string, name: string, color: string|null, instructions?: string, count: number}[]>} by name */
export async function listProjects() {
  return (await request('/projects')).data;
}

/** @param {{name: string, color?: string|null, instructions?: string}} project @returns {Promise<object>} the project */
export async function createProject(project) {
  const headers = { 'Idempotency-Key': newKey() };
  return (await request('/projects', { method: 'POST', body: project, headers })).data;
}

/** Changes what is given; null ends a colour or instructions. @returns {Promise<object>} the project */
export async function changeProject(id, changes) {
  return (await request(item(id), { method: 'PUT', body: changes })).data;
}

/** Deletes a project; its conversations stay. */
export async function deleteProject(id) {
  await request(item(id), { method: 'DELETE' });
}
