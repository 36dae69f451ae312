/** Asks for a project, and moves conversations there. Loaded at its first use. */
import { el } from '../../dom.js';
import { createProject, loadProjects, projects } from '../../stores/projects.js';
import { askAndAct } from '../../ui/dialog-act.js';
import { styles } from '../../ui/styles.js';
import { word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { move } from './moves.js';
import { nameField, notMade } from './project-dialogs.js';
import { unfold } from './projects.js';

const NEW = 'new';

/** Moves one conversation to the project that the person chooses. */
export async function moveToProject(conversation) {
  const { title, projectId } = conversation;
  const chosen = await chooseProject(word('js.projects.move-title', title), projectId);
  if (chosen !== undefined && chosen !== projectId) {
    await move(conversation, chosen);
    if (chosen) {
      await unfold(chosen);
    }
  }
}

/**
 * Asks for a project, which may be a new one; that is made.
 *
 * @param {string|null|undefined} before the id of the present one, null for none, undefined if there are several
 * @returns {Promise<string|null|undefined>} the id of a project, null for none, undefined for no choice
 */
export async function chooseProject(title, before) {
  try {
    await Promise.all([loadProjects(), styles('projects'), styles('tags')]);
    const name = nameField();
    name.autofocus = name.required = false;
    const line = (value, words, dot) => {
      const checked = value === before || (value === '' && before === null);
      const input = el('input', { type: 'radio', name: 'project', value, checked, autofocus: checked, required: true });
      return el('label', {}, input, dot, el('span', { dir: 'auto' }, words));
    };
    const choice = el(
      'fieldset',
      { class: 'projects' },
      el('legend', { class: 'visually-hidden' }, word('js.projects')),
      line('', word('js.projects.none')),
      ...projects.get().map(({ id, name, color }) => line(id, name, el('span', { class: 'dot', 'data-color': color }))),
      line(NEW, word('js.projects.new')),
    );
    const label = el('label', { for: name.id }, word('js.projects.name'));
    const field = el('div', { class: 'field', hidden: true }, label, name);
    choice.addEventListener('change', () => {
      const fresh = chosen() === NEW;
      field.hidden = !fresh;
      name.required = fresh;
      if (fresh) {
        name.focus();
      }
    });
    const chosen = () => choice.querySelector(':checked').value;
    let project;
    const done = await askAndAct(
      { title, content: [choice, field], yes: word('js.projects.move') },
      notMade,
      async () => {
        project = chosen() === NEW ? (await createProject({ name: name.value.trim() })).id : chosen() || null;
      },
    );
    return done ? project : undefined;
  } catch (error) {
    announce(REQUEST_FAILED, { error, words: word('js.projects.failed') });
    return undefined;
  }
}
