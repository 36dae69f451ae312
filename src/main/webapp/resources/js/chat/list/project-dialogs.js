/** The questions about a project: its name, colour and instructions, and whether it is to be deleted. Loaded at its first use. */
import { el } from '../../dom.js';
import { loadConversations } from '../../stores/conversations.js';
import { changeProject, createProject, deleteProject } from '../../stores/projects.js';
import { ColorField } from '../../ui/colors.js';
import { ask, confirm } from '../../ui/dialog.js';
import { styles } from '../../ui/styles.js';
import { plural, word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { unfold } from './projects.js';

/** A field for the name of a project. */
export function nameField(value = '') {
  return el('input', { id: 'project-name', maxlength: 100, dir: 'auto', autocomplete: 'off', autofocus: true, value });
}

/** Asks for a new project, and makes it. */
export async function addProject() {
  const input = nameField();
  const color = await colorField(null);
  const content = [field('js.projects.name', input), color.element];
  const name =
    (await ask({ title: word('js.projects.new'), content, yes: word('js.projects.create') })) && written(input);
  if (name) {
    await attempt(async () => unfold((await createProject({ name, color: color.color })).id));
  }
}

export async function rename({ id, name }) {
  const input = nameField(name);
  const content = [field('js.projects.name', input)];
  const yes = await ask({ title: word('js.projects.rename-title', name), content, yes: word('js.save') });
  if (yes && written(input) && written(input) !== name) {
    await attempt(() => changeProject(id, { name: written(input) }));
  }
}

export async function recolor({ id, name, color: before }) {
  const choice = await colorField(before);
  const title = word('js.color.title', name);
  if ((await ask({ title, content: [choice.element], yes: word('js.save') })) && choice.color !== before) {
    await attempt(() => changeProject(id, { color: choice.color }));
  }
}

export async function instruct({ id, name, instructions: before = '' }) {
  const area = el('textarea', { id: 'project-instructions', maxlength: 20_000, rows: 6, dir: 'auto', autofocus: true });
  area.value = before;
  const hint = el('p', { class: 'small' }, word('js.projects.instructions-hint'));
  const content = [field('js.projects.instructions-label', area), hint];
  const title = word('js.projects.instructions-title', name);
  if ((await ask({ title, content, yes: word('js.save'), wide: true })) && area.value.trim() !== before) {
    await attempt(() => changeProject(id, { instructions: area.value.trim() || null }));
  }
}

/** Deletes a project after a question, which says that its conversations stay. */
export async function remove({ id, name, count }) {
  const words = plural('js.projects.delete-words', count, name);
  if (await confirm({ title: word('js.projects.delete-title'), words, yes: word('js.delete') })) {
    await attempt(async () => {
      await deleteProject(id);
      await loadConversations();
    });
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

async function attempt(act) {
  try {
    await act();
  } catch (error) {
    announce(REQUEST_FAILED, { error, words: word('js.projects.failed') });
  }
}
