/** All tags over the page: renamed, joined, coloured, deleted. Loaded at its first use. */
import { changeTag, deleteTag, listTags } from '../../api/tags.js';
import { el, skeleton } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import { isSameTag, loadConversations, tagged } from '../../stores/conversations.js';
import { ColorField } from '../../ui/colors.js';
import { ask, confirm } from '../../ui/dialog.js';
import { askAndAct } from '../../ui/dialog-act.js';
import { showDialog } from '../../ui/dialog-window.js';
import { menuButton } from '../../ui/menu-button.js';
import { styles } from '../../ui/styles.js';
import { plural, word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';
import { reloadFilters } from './tags.js';

/** Shows the tags and waits until they are closed; then the list shows what has changed. */
export async function openTags() {
  await Promise.all([styles('tags'), styles('trash')]);
  const tags = new AllTags();
  tags.load();
  await showDialog({ title: word('js.tags.all'), content: tags.parts, no: word('js.close') });
  if (tags.changed) {
    try {
      await Promise.all([reloadFilters(), loadConversations()]);
    } catch (error) {
      announce(REQUEST_FAILED, { error, words: word('js.list.failed') });
    }
  }
}

class AllTags {
  changed = false;
  #all = [];
  #list = el('ul', { class: 'all-tags' }, skeleton(3));
  #status = el('p', { role: 'status' });
  #problem = el('p', { class: 'problem', role: 'alert' });

  get parts() {
    return [this.#status, this.#problem, this.#list];
  }

  load() {
    return this.#try('js.tags.load-failed', async () => {
      await this.#reload();
      this.#status.textContent = word(this.#all.length > 0 ? 'js.tags.all-words' : 'js.tags.all-none');
    });
  }

  async #reload(focused = null) {
    this.#all = await listTags();
    this.#list.replaceChildren(...this.#all.map((tag) => this.#row(tag)));
    const row = focused !== null && [...this.#list.children].find((one) => isSameTag(one.dataset.tag, focused));
    if (focused !== null) {
      (row?.querySelector?.('button') ?? this.#list.closest('dialog')?.querySelector('h2'))?.focus();
    }
  }

  #row(tag) {
    const { name, color, count } = tag;
    const entry = (key, icon, act) => ({ words: word(key), icon, run: () => act.call(this, tag) });
    const entries = async () => [
      entry('js.tags.rename', 'edit', this.#rename),
      entry('js.color.menu', 'tag', this.#recolor),
      { ...entry('js.tags.delete', 'bin', this.#remove), danger: true },
    ];
    return el(
      'li',
      { 'data-tag': name },
      el('span', { class: 'dot', 'data-color': color }),
      el('span', { class: 'name', dir: 'auto' }, name),
      el('span', { class: 'left' }, plural('js.tags.count', count)),
      menuButton(word('js.list.more', name), entries),
    );
  }

  async #rename({ name }) {
    const input = el('input', {
      id: 'tag-name',
      maxlength: 64,
      dir: 'auto',
      autocomplete: 'off',
      autofocus: true,
      required: true,
      value: name,
    });
    const field = el('div', { class: 'field' }, el('label', { for: 'tag-name' }, word('js.tags.name')), input);
    const parts = { title: word('js.tags.rename-title', name), content: [field], yes: word('js.save') };
    let done;
    await askAndAct(
      parts,
      (error) => `${word('js.tags.all-failed')} ${reasonOf(error)}`,
      async () => {
        const wanted = input.value.trim();
        const other = this.#all.find((one) => isSameTag(one.name, wanted) && !isSameTag(one.name, name));
        if (other && !(await this.#joins(name, other))) {
          return false;
        }
        if (wanted !== name) {
          await changeTag(name, { name: other?.name ?? wanted });
          done = [wanted, word(other ? 'js.tags.joined' : 'js.tags.renamed', name, other?.name ?? wanted)];
        }
        return true;
      },
    );
    if (done) {
      await this.#change(...done);
    }
  }

  #joins(name, other) {
    const words = plural('js.tags.join-words', other.count, name, other.name);
    return confirm({ title: word('js.tags.join-title', other.name), words, yes: word('js.tags.join') });
  }

  async #recolor({ name, color }) {
    const choice = new ColorField(color);
    const yes = await ask({ title: word('js.color.title', name), content: [choice.element], yes: word('js.save') });
    if (yes && choice.color !== color) {
      await this.#change(name, word('js.tags.recolored', name), () => changeTag(name, { color: choice.color }));
    }
  }

  async #remove({ name, count }) {
    const words = plural('js.tags.delete-words', count, name);
    if (await confirm({ title: word('js.tags.delete-title'), words, yes: word('js.tags.delete') })) {
      await this.#change(name, word('js.tags.deleted', name), () => deleteTag(name));
    }
  }

  /** Changes a tag, if that has not been done yet. A filter by it ends, because the tag may have another name or be gone. */
  #change(focused, done, act = null) {
    return this.#try('js.tags.all-failed', async () => {
      await act?.();
      this.changed = true;
      tagged.set(null);
      await this.#reload(focused);
      this.#status.textContent = done;
    });
  }

  async #try(failed, act) {
    this.#problem.textContent = '';
    try {
      await act();
    } catch (error) {
      this.#list.querySelector('.skeleton')?.remove();
      this.#problem.textContent = `${word(failed)} ${reasonOf(error)}`;
    }
  }
}
