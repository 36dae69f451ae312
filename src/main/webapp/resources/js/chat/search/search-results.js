/** Builds the elements of what a search found. Text and places of hits come from the server; nothing is parsed as HTML. */
import { el, icon } from '../../dom.js';
import { projectOf } from '../../stores/projects.js';
import { momentOf } from '../../time.js';
import { plural, word } from '../../words.js';
import { addressOf } from '../conversation/visits.js';

const ROLES = { user: 'js.role.user', assistant: 'js.role.assistant', system: 'js.role.system', tool: 'js.role.tool' };

/**
 * A text with its hits marked.
 *
 * @param {[number, number][]} [places] begin and end of each hit, in UTF-16 units
 * @returns {(string|HTMLElement)[]}
 */
export function marked(text, places = []) {
  const parts = [];
  let done = 0;
  for (const [from, to] of [...places].sort(([one], [other]) => one - other)) {
    if (from >= done && to > from && to <= text.length) {
      parts.push(text.slice(done, from), el('mark', {}, text.slice(from, to)));
      done = to;
    }
  }
  return [...parts, text.slice(done)];
}

/**
 * A conversation and its matches. Each match is an option of the list; a conversation that was found by its title is one
 * itself.
 *
 * @param {object} result as on the wire, see api/search.js
 * @param {number} index its place among the results
 */
export function resultElement(result, index) {
  const { conversation, matches = [], match_count: count = 0 } = result;
  const id = `found-${index}`;
  if (matches.length === 0) {
    return option(`${id}-0`, addressOf(conversation.id), 'found', heading(id, result));
  }
  const options = matches.map((match, at) => {
    const { seq, role, snippet, highlights } = match;
    const name = el('span', { class: 'by' }, word(ROLES[role] ?? ROLES.system));
    const text = el('span', { class: 'snippet', dir: 'auto' }, ...marked(snippet, highlights));
    return option(`${id}-${at}`, addressOf(conversation.id, seq), 'match', name, text);
  });
  const others = count - matches.length;
  return el(
    'div',
    { class: 'found', role: 'group', 'aria-labelledby': id },
    heading(id, result),
    ...options,
    others > 0 && el('p', { class: 'others' }, plural('js.search.others', others)),
  );
}

function option(id, href, name, ...children) {
  return el(
    'a',
    { id, class: name, role: 'option', href, tabindex: -1, 'data-visit': '', 'aria-selected': 'false' },
    ...children,
  );
}

/** The project and the tags. */
function filed(tags, project) {
  const folder = project && el('span', { class: 'of-project', dir: 'auto' }, icon('folder'), project.name);
  const labels = tags.map((tag) => el('span', { class: 'label', dir: 'auto' }, tag));
  return (folder || labels.length > 0) && el('span', { class: 'filed' }, folder, ...labels);
}

function heading(id, { conversation, title_highlights }) {
  const { title, status, updated_at, tags = [], project_id } = conversation;
  const words = title ? marked(title, title_highlights) : [word('js.untitled')];
  return el(
    'div',
    { class: 'of', id },
    el('span', { class: 'name', dir: 'auto' }, ...words),
    filed(tags, projectOf(project_id)),
    status === 'archived' && el('span', { class: 'archived' }, word('js.search.archived')),
    updated_at && el('time', { datetime: updated_at }, momentOf(updated_at)),
  );
}
