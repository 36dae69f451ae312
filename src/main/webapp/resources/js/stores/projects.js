/** The person's projects by name. `projects.subscribe(fn)` calls fn at once and after every change. */
import * as api from '../api/projects.js';
import { write } from '../storage.js';
import { writable } from './subscribable.js';

/** null until they are loaded */
export const projects = writable(null);

/** Loads the projects; this browser remembers whether there are some, so that the next page loads them before its list. */
export async function loadProjects() {
  const all = await api.listProjects();
  write('parley-projects', all.length > 0 ? 'some' : null);
  projects.set(all);
  return all;
}

/** @returns {object|undefined} the project with this id */
export function projectOf(id) {
  return projects.get()?.find((one) => one.id === id);
}

/** Makes a project. @returns {Promise<object>} */
export async function createProject(project) {
  const made = await api.createProject(project);
  await loadProjects();
  return made;
}

export async function changeProject(id, changes) {
  await api.changeProject(id, changes);
  await loadProjects();
}

/** Deletes a project; its conversations stay. */
export async function deleteProject(id) {
  await api.deleteProject(id);
  await loadProjects();
}
