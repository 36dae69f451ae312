/** What the list of conversations holds: one status, and what the person filters by. */
import { writable } from './subscribable.js';

/** The status of the conversations in the list: `active` or `archived`. */
export const shown = writable('active');

/** The tag that the conversations in the list have, null for all. */
export const tagged = writable(null);

/** The id of the project that the conversations in the list are in, null for all. */
export const inProject = writable(null);

/** Whether two tags are one: case does not matter. */
export function isSameTag(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether the list shows a conversation. The open one may be known without being in the list. */
export function isListed({ tags, projectId }) {
  const tag = tagged.get();
  const project = inProject.get();
  return (project ?? projectId) === projectId && (tag === null || tags.some((one) => isSameTag(one, tag)));
}

/** The filters that the person has chosen, as parameters; empty for none. */
export function chosenFilter() {
  const tag = tagged.get();
  const project = inProject.get();
  return (tag === null ? '' : `&tag=${encodeURIComponent(tag)}`) + (project === null ? '' : `&project=${project}`);
}
