/** The trash over the page: restores what was deleted, or deletes it for ever. Loaded at its first use. */
import { emptyTrash, listTrash, purgeConversation, restoreConversation } from '../api/trash.js';
import { el, skeleton } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { loadConversations } from '../stores/conversations.js';
import { loadProjects, projects } from '../stores/projects.js';
import { confirm } from '../ui/dialog.js';
import { showDialog } from '../ui/dialog-window.js';
import { styles } from '../ui/styles.js';
import { plural, word } from '../words.js';
import { announce, CONVERSATION_CHANGED, REQUEST_FAILED } from './events.js';
import { settle } from './list/removals.js';

const DAY = 86_400_000; // ms

/** Shows the trash and waits until it is closed. What was deleted a moment ago is sent before, so that it is there too. */
export async function openTrash() {
  await styles('trash');
  const trash = new Trash();
  trash.load();
  await showDialog({ title: word('js.trash'), content: trash.parts, no: word('js.close'), wide: true });
  await trash.end();
}

class Trash {
  #next = null;
  #restored = false;
  #list = el('ul', { class: 'trashed' });
  #status = el('p', { role: 'status' });
  #problem = el('p', { class: 'problem', role: 'alert' });
  #more = button('js.search.more', () => this.#show());
  #empty = button('js.trash.empty', () => this.#purgeAll(), 'danger');

  get parts() {
    return [this.#status, this.#problem, this.#list, el('div', { class: 'row start' }, this.#more, this.#empty)];
  }

  async load() {
    this.#more.hidden = this.#empty.hidden = true;
    this.#list.replaceChildren(skeleton(3));
    await settle();
    await this.#show();
    this.#list.querySelector('.skeleton')?.remove();
  }

  /** Shows what was restored in the list of conversations. */
  async end() {
    if (this.#restored) {
      try {
        await Promise.all([loadConversations(), projects.get() && loadProjects()]);
      } catch (error) {
        announce(REQUEST_FAILED, { error, words: word('js.list.failed') });
      }
    }
  }

  /** Shows the next page. */
  #show() {
    return this.#try('js.list.trash-failed', async () => {
      const { data, next } = await listTrash(this.#next);
      if (this.#next === null) {
        this.#list.replaceChildren();
      }
      this.#next = next;
      const rows = data.map((one) => this.#row(one));
      const focused = document.activeElement === this.#more;
      this.#list.append(...rows);
      if (focused) {
        rows[0]?.querySelector('button').focus();
      }
      this.#refresh(word('js.trash.words'));
    });
  }

  #row({ id, title, purged_at }) {
    const days = Math.max(1, Math.ceil((new Date(purged_at) - Date.now()) / DAY));
    const row = el(
      'li',
      { 'data-id': id },
      el('span', { class: 'name', dir: 'auto' }, title),
      el('span', { class: 'left' }, plural('js.trash.days', days)),
      button('js.trash.restore', () => this.#restore(id, title, row), '', word('js.trash.restore-one', title)),
      button('js.trash.purge', () => this.#purge(id, title, row), 'danger', word('js.trash.purge-one', title)),
    );
    return row;
  }

  #restore(id, title, row) {
    return this.#try('js.trash.restore-failed', async () => {
      await restoreConversation(id);
      this.#restored = true;
      announce(CONVERSATION_CHANGED, { id });
      this.#remove(row, word('js.trash.restored', title));
    });
  }

  async #purge(id, title, row) {
    const words = word('js.trash.purge-words', title);
    if (await confirm({ title: word('js.trash.purge-title'), words, yes: word('js.trash.purge') })) {
      await this.#try('js.trash.purge-failed', async () => {
        await purgeConversation(id);
        this.#remove(row, word('js.trash.purged', title));
      });
    }
  }

  async #purgeAll() {
    const title = word('js.trash.empty-title');
    if (await confirm({ title, words: word('js.trash.empty-words'), yes: word('js.trash.empty') })) {
      await this.#try('js.trash.purge-failed', async () => {
        const purged = plural('js.trash.emptied', await emptyTrash());
        this.#next = null;
        this.#list.replaceChildren();
        this.#refresh(purged);
        this.#focus(null);
      });
    }
  }

  #remove(row, words) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#refresh(words);
    this.#focus(next);
  }

  #focus(row) {
    (row?.querySelector('button') ?? this.#list.closest('dialog')?.querySelector('h2'))?.focus();
  }

  #refresh(words) {
    const none = this.#list.children.length === 0 && this.#next === null;
    this.#status.textContent = none && words === word('js.trash.words') ? word('js.trash.none') : words;
    this.#more.hidden = this.#next === null;
    this.#empty.hidden = none;
  }

  async #try(failed, act) {
    this.#problem.textContent = '';
    try {
      await act();
    } catch (error) {
      this.#problem.textContent = `${word(failed)} ${reasonOf(error)}`;
    }
  }
}

function button(key, onclick, tone = '', label = null) {
  return el('button', { class: `button ${tone}`, type: 'button', 'aria-label': label, onclick }, word(key));
}
