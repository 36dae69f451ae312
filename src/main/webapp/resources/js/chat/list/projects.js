/**
 * The projects in the list: groups that fold, between the pinned conversations and those that are in no project. Loaded
 * where there are some.
 */
import { listSummaries, SUMMARIES } from '../../api/conversations.js';
import { byId, el, icon } from '../../dom.js';
import { read, write } from '../../storage.js';
import { add, alongside, chosenFilter, conversations, inProject, shown } from '../../stores/conversations.js';
import { loadProjects, projectOf, projects } from '../../stores/projects.js';
import { menuButton } from '../../ui/menu-button.js';
import { styles } from '../../ui/styles.js';
import { number, plural, word } from '../../words.js';
import * as events from '../events.js';
import { receiveRows } from './project-drops.js';
import { byTime, grouping, isFirst } from './rows.js';
import { setFilter } from './tags.js';

const { announce, on } = events;

/** The ids of the projects that are unfolded, in this browser. */
const UNFOLDED = 'parley-unfolded';
const unfolded = new Set(JSON.parse(read(UNFOLDED) ?? '[]'));
/** The ids of those of which the list has only the newest conversations. */
const partly = new Set();
/** The ids of unknown projects that were asked for. */
const asked = new Set();
const filterOf = (id) => `&project=${id}`;
/** The heading of each project, by its id; it stays the same element, so that the focus stays. */
const heads = new Map();

/** Resolves when the list can be drawn with the projects. */
export const ready = start();

async function start() {
  await Promise.all([loadProjects(), styles('projects'), styles('tags')]);
  const known = new Set(projects.get().map(({ id }) => id));
  [...unfolded].filter((id) => known.has(id)).forEach((id) => alongside.add(filterOf(id)));
  if (conversations.get().length > 0) {
    await Promise.all([...unfolded].filter((id) => known.has(id)).map(load)); // the list was there before
  }
  projects.subscribe(draw);
  on(events.CONVERSATION_CREATED, reload);
  on(events.REMOVAL_SENT, reload);
  conversations.subscribe(reloadForUnknown);
  on(events.CONVERSATION_CREATED, ({ thread }) => thread.project && unfold(thread.project));
  receiveRows(byId('conversations'));
}

function reload() {
  return loadProjects().catch((error) => announce(events.REQUEST_FAILED, { error }));
}

/** Loads the projects again when one was made elsewhere; once for each, because it may be gone already. */
function reloadForUnknown(all) {
  const unknown = all.map(({ projectId }) => projectId).filter((id) => id && !projectOf(id) && !asked.has(id));
  if (unknown.length > 0) {
    unknown.forEach((id) => asked.add(id));
    reload();
  }
}

/** Unfolds a project, and loads its conversations. */
export async function unfold(id) {
  await ready;
  keep(id, true);
  draw();
  await load(id);
  draw();
}

async function load(id) {
  try {
    const { data, next } = await listSummaries(`${SUMMARIES}100${filterOf(id)}`);
    alongside.add(filterOf(id));
    next ? partly.add(id) : partly.delete(id);
    if (shown.get() === 'active' && !chosenFilter()) {
      add(data);
    }
  } catch (error) {
    announce(events.REQUEST_FAILED, { error, words: word('js.list.more-failed') });
  }
}

function fold(id) {
  keep(id, false);
  alongside.delete(filterOf(id));
  draw();
}

function keep(id, open) {
  open ? unfolded.add(id) : unfolded.delete(id);
  const known = [...unfolded].filter((one) => projects.get().some((project) => project.id === one));
  write(UNFOLDED, known.length > 0 ? JSON.stringify(known) : null);
}

function draw() {
  grouping.set(projects.get().length > 0 ? (all) => groupsOf(all) : byTime);
}

function groupsOf(all) {
  if (shown.get() !== 'active' || chosenFilter()) {
    return byTime(all);
  }
  const known = new Set(projects.get().map(({ id }) => id));
  const isIn = (one) => known.has(one.projectId) && !isFirst(one);
  const groups = byTime(all.filter((one) => !isIn(one)));
  const at = all.some(isFirst) ? 1 : 0;
  return [...groups.slice(0, at), ...projects.get().map((one) => group(one, all.filter(isIn))), ...groups.slice(at)];
}

function group(project, filed) {
  const { id, name } = project;
  const open = unfolded.has(id);
  const own = open ? filed.filter(({ projectId }) => projectId === id) : [];
  const tail = open ? (own.length === 0 ? nothing(project) : partly.has(id) && showAll(id)) : undefined;
  const look = { class: `project${open ? ' open' : ''}`, 'data-project': id };
  return { heading: name, conversations: own, head: head(project, open), tail, ...look };
}

function nothing({ count }) {
  return el('p', { class: 'nothing' }, word(count > 0 ? 'js.projects.elsewhere' : 'js.projects.empty'));
}

function showAll(id) {
  const onclick = () => setFilter(inProject, id);
  return el('button', { class: 'text-button', type: 'button', onclick }, word('js.projects.show-all'));
}

function head(project, open) {
  const { id, name, color, count } = project;
  const look = JSON.stringify([name, color, count]);
  const before = heads.get(id);
  if (before?.look === look) {
    before.fold.setAttribute('aria-expanded', String(open));
    return before.element;
  }
  const button = el(
    'button',
    { class: 'fold', type: 'button', 'aria-expanded': String(open), onclick: () => toggle(id) },
    icon('open'),
    el('span', { class: 'dot', 'data-color': color }),
    el('span', { class: 'name', dir: 'auto' }, name),
    el('span', { class: 'count', 'aria-hidden': 'true' }, number(count)),
    el('span', { class: 'visually-hidden' }, plural('js.projects.count', count)),
  );
  const menu = () => import('./project-menu.js').then(({ entriesOf }) => entriesOf(project));
  const element = el('div', { class: 'head' }, el('h2', {}, button), menuButton(word('js.list.more', name), menu));
  const focused = before?.element.contains(document.activeElement) && document.activeElement.className;
  if (focused) {
    requestAnimationFrame(() => element.getElementsByClassName(focused)[0]?.focus());
  }
  heads.set(id, { look, element, fold: button });
  return element;
}

function toggle(id) {
  unfolded.has(id) ? fold(id) : unfold(id);
}
