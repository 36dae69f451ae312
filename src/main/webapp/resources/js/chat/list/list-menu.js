/** The menu above the list. Loaded at its first use. */
import { conversations } from '../../stores/conversations.js';
import { toggleMenu } from '../../ui/menu.js';
import { later, word } from '../../words.js';

const select = () => later(() => import('./selection.js')).then(({ beginSelection }) => beginSelection());
const addProject = () => later(() => import('./project-dialogs.js')).then((dialogs) => dialogs.addProject());
const openTags = () => later(() => import('./all-tags-dialog.js')).then((dialog) => dialog.openTags());

/** @param {() => void} failed says that a part could not be loaded */
export function toggleListMenu(button, failed) {
  const entry = (key, icon, act) => ({ words: word(key), icon, run: () => act().catch(failed) });
  const entries = [
    conversations.get().length > 0 && entry('js.list.select', 'select', select),
    entry('js.list.new-project', 'folder', addProject),
    entry('js.list.all-tags', 'tag', openTags),
  ];
  toggleMenu(button, entries.filter(Boolean));
}
