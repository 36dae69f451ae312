/**
 * Tags and project of the open conversation above it, and all of them as filters above the list. Loaded when there are
 * some.
 */
import { listTags } from '../../api/tags.js';
import { byId, el, icon } from '../../dom.js';
import { currentConversation, inProject, isSameTag, loadConversations, tagged } from '../../stores/conversations.js';
import { projectOf, projects } from '../../stores/projects.js';
import { styles } from '../../ui/styles.js';
import { word } from '../../words.js';
import { announce, CONVERSATION_OPENED, on, REQUEST_FAILED } from '../events.js';

/** The number of filters of each kind: of the tags, those that most conversations have. */
const MOST = 20;

const heading = el('ul', { class: 'tags plain', id: 'chat-tags', 'aria-label': word('js.tags'), hidden: true });
const filters = el('div', {
  class: 'filters',
  id: 'filters',
  role: 'group',
  'aria-label': word('js.tags.filter'),
  hidden: true,
});
let known = [];
/** The id of the project in which a new chat is begun. */
let begun;

byId('title').parentElement.append(heading);
byId('conversations').before(filters);
on(CONVERSATION_OPENED, ({ thread }) => {
  begun = thread.id === null ? thread.project : undefined;
  showInHeading();
});
begun = new URLSearchParams(location.search).get('project');
currentConversation.subscribe(showInHeading);
projects.subscribe(() => {
  showInHeading();
  draw();
});
tagged.subscribe(draw);
inProject.subscribe(draw);
reloadFilters().catch((error) => announce(REQUEST_FAILED, { error }));

/** Asks for the tags, after one was given or taken. */
export async function reloadFilters() {
  const [all] = await Promise.all([listTags(), styles('tags')]);
  known = all.toSorted((one, other) => other.count - one.count).slice(0, MOST);
  draw();
}

async function showInHeading() {
  const current = currentConversation.get();
  const project = projectOf(current ? current.projectId : begun);
  const tags = current?.tags ?? [];
  if (tags.length > 0 || project) {
    await styles('tags');
  }
  heading.hidden = tags.length === 0 && !project;
  heading.replaceChildren(
    ...(project
      ? [el('li', { class: 'of', 'data-color': project.color, dir: 'auto' }, icon('folder'), project.name)]
      : []),
    ...tags.map((tag) => el('li', { dir: 'auto' }, tag)),
  );
}

function draw() {
  const tag = tagged.get();
  const project = inProject.get();
  const focused = filters.contains(document.activeElement) ? document.activeElement.dataset.tag : undefined;
  const all = tag && !known.some(({ name }) => isSameTag(name, tag)) ? [{ name: tag }, ...known] : known;
  const chips = [
    ...(projects.get() ?? []).slice(0, MOST).map(({ id, name, color }) => {
      const mark = el('span', { class: 'of', 'data-color': color }, icon('folder'));
      return chip(name, mark, inProject, id, project === id, `project ${id}`);
    }),
    ...all.map(({ name, color }) => {
      const mark = color && el('span', { class: 'dot', 'data-color': color });
      return chip(name, mark, tagged, name, tag !== null && isSameTag(name, tag), name);
    }),
  ];
  filters.hidden = chips.length === 0;
  filters.replaceChildren(...(tag || project ? [clearButton()] : []), ...chips);
  if (focused !== undefined) {
    const same = [...filters.children].find((one) => one.dataset.tag === focused);
    (same ?? filters.lastElementChild)?.focus();
  }
}

function chip(name, mark, store, value, pressed, key) {
  return el(
    'button',
    {
      class: 'chip',
      type: 'button',
      'data-tag': key,
      'aria-pressed': String(pressed),
      onclick: () => setFilter(store, pressed ? null : value),
    },
    mark,
    el('span', { dir: 'auto' }, name),
  );
}

function clearButton() {
  const label = word('js.tags.clear');
  const onclick = () => filter(() => [tagged, inProject].forEach((store) => store.set(null)));
  return el(
    'button',
    { class: 'icon-button', type: 'button', 'data-tag': '', title: label, 'aria-label': label, onclick },
    icon('close'),
  );
}

/** Shows only the conversations with a tag, or in a project; null ends that. @param {object} store `tagged` or `inProject` */
export function setFilter(store, value) {
  return filter(() => store.set(value));
}

async function filter(change) {
  const before = [tagged.get(), inProject.get()];
  try {
    change();
    await loadConversations();
  } catch (error) {
    tagged.set(before[0]);
    inProject.set(before[1]);
    announce(REQUEST_FAILED, { error, words: word('js.list.failed') });
  }
}
