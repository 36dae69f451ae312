/** What the menu of a project in the list offers. Loaded at its first use. */
import { inProject } from '../../stores/conversations.js';
import { word } from '../../words.js';
import { instruct, recolor, remove, rename } from './project-dialogs.js';
import { setFilter } from './tags.js';

/** @returns {object[]} entries for ui/menu.js */
export function entriesOf(project) {
  const entry = (key, icon, act) => ({ words: word(key), icon, run: () => act(project) });
  const { id } = project;
  return [
    { words: word('js.projects.new-chat'), icon: 'plus', href: `chat.xhtml?project=${id}`, visit: true },
    entry('js.projects.only', 'search', () => setFilter(inProject, id)),
    entry('js.projects.rename', 'edit', rename),
    entry('js.color.menu', 'tag', recolor),
    entry('js.projects.instructions', 'prompt', instruct),
    { ...entry('js.projects.delete', 'bin', remove), danger: true },
  ];
}
