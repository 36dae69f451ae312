/** The questions about a project: its name, colour and instructions, and whether it is to be deleted. Loaded at its first use. */
import { el } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import { loadConversations } from '../../stores/conversations.js';
import { changeProject, createProject, deleteProject } from '../../stores/projects.js';
import { ColorField } from '../../ui/colors.js';
import { confirm } from '../../ui/dialog.js';
import { askAndAct } from '../../ui/dialog-act.js';
import { styles } from '../../ui/styles.js';
import { plural, word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { unfold } from './projects.js';

/** A field for the name of a project. */
export function nameField(value = '') {
  return el('input', {
    id: 'project-name',
    maxlength: 100,
    dir: 'auto',
    autocomplete: 'off',
    autofocus: true,
    required: true,
    value,
  });
}

/** Asks for a new project, and makes it. */
export async function addProject() {
  const input = nameField();
  const color = await colorField(null);
  const parts = {
    title: word('js.projects.new'),
    content: [field('js.projects.name', input), color.element],
    yes: word('js.projects.create'),
  };
  let made;
  const done = await askAndAct(parts, notMade, async () => {
    made = await createProject({ name: written(input), color: color.color });
  });
  if (done) {
    await unfold(made.id);
  }
}

export async function rename(project) {
  const { name } = project;
  const input = nameField(name);
  const title = word('js.projects.rename-title', name);
  await change(project, { title, content: [field('js.projects.name', input)] }, () => ({ name: written(input) }));
}

export async function recolor(project) {
  const choice = await colorField(project.color);
  const title = word('js.color.title', project.name);
  await change(project, { title, content: [choice.element] }, () => ({ color: choice.color }));
}

export async function instruct(project) {
  const { name, instructions: before = '' } = project;
  const area = el('textarea', { id: 'project-instructions', maxlength: 20_000, rows: 6, dir: 'auto', autofocus: true });
  area.value = before;
  const hint = el('p', { class: 'small' }, word('js.projects.instructions-hint'));
  const content = [field('js.projects.instructions-label', area), hint];
  const title = word('js.projects.instructions-title', name);
  await change(project, { title, content, wide: true }, () => ({ instructions: written(area) || null }));
}

/** What is said when a project could not be made. */
export function notMade(error) {
  return why(error, word('js.projects.not-made'));
}

/** Asks for another value of a project, and stores it. */
function change(project, parts, wanted) {
  const told = (error) => why(error, word('js.projects.failed'));
  return askAndAct({ ...parts, yes: word('js.save') }, told, async () => {
    const [[key, value]] = Object.entries(wanted());
    if (value !== (project[key] ?? null)) {
      await changeProject(project.id, { [key]: value });
    }
  });
}

/** The server says in English that there is a project of this name. */
function why(error, failed) {
  const taken = error.status === 409 && /of this name/.test(error.message);
  return taken ? word('js.projects.taken') : `${failed} ${reasonOf(error)}`;
}

/** Deletes a project after a question, which says that its conversations stay. */
export async function remove({ id, name, count }) {
  const words = plural('js.projects.delete-words', count, name);
  if (await confirm({ title: word('js.projects.delete-title'), words, yes: word('js.delete') })) {
    try {
      await deleteProject(id);
      await loadConversations();
    } catch (error) {
      announce(REQUEST_FAILED, { error, words: word('js.projects.failed') });
    }
  }
}

async function colorField(chosen) {
  await styles('tags');
  return new ColorField(chosen);
}

function field(key, input) {
  return el('div', { class: 'field' }, el('label', { for: input.id }, word(key)), input);
}

function written(input) {
  return input.value.trim();
}
