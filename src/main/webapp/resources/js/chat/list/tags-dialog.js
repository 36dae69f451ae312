/** Asks for the tags of a conversation, and stores them. Loaded at its first use. */
import { changeConversation } from '../../api/conversations.js';
import { listTags } from '../../api/tags.js';
import { el, icon } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import { isSameTag, touch } from '../../stores/conversations.js';
import { askAndAct } from '../../ui/dialog-act.js';
import { isComposing } from '../../ui/send-key.js';
import { styles } from '../../ui/styles.js';
import { word } from '../../words.js';
import { announce, CONVERSATION_CHANGED, REQUEST_FAILED } from '../events.js';
import { reloadFilters } from './tags.js';

/** The most tags of a conversation; the server refuses more. */
const MOST = 32;

/** Shows the tags with a field for more of them. What was written there counts too when the person saves. */
export async function editTags({ id, title, tags: before }) {
  await styles('tags');
  const field = new TagField(before);
  field.suggest();
  const parts = { title: word('js.tags.title', title), content: field.parts, yes: word('js.save') };
  let changed;
  await askAndAct(
    parts,
    (error) => `${word('js.list.tags-failed')} ${reasonOf(error)}`,
    async () => {
      const tags = field.add();
      if (JSON.stringify(tags) !== JSON.stringify(before)) {
        changed = await changeConversation(id, { tags });
      }
    },
  );
  if (changed) {
    touch(id, { tags: changed.tags });
    announce(CONVERSATION_CHANGED, { id });
    await reloadFilters().catch((error) => announce(REQUEST_FAILED, { error }));
  }
}

class TagField {
  #tags;
  #chips = el('ul', { class: 'tags', 'aria-label': word('js.tags') });
  #known = el('datalist', { id: 'known-tags' });
  #input = el('input', {
    id: 'new-tag',
    list: 'known-tags',
    maxlength: 64,
    dir: 'auto',
    autocomplete: 'off',
    autofocus: true,
  });
  #add = el('button', { class: 'button', type: 'button', onclick: () => this.#added() }, word('js.tags.add'));
  #status = el('p', { class: 'visually-hidden', role: 'status' });

  constructor(tags) {
    this.#tags = [...tags];
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !isComposing(event)) {
        event.preventDefault(); // it would close the dialog
        this.#added();
      }
    });
    this.#draw();
  }

  get parts() {
    const label = el('label', { for: 'new-tag' }, word('js.tags.new'));
    const line = el('div', { class: 'new-tag' }, this.#input, this.#add);
    return [this.#chips, el('div', { class: 'field' }, label, line, this.#known), this.#status];
  }

  /** Suggests tags of other conversations; without them the field works too. */
  async suggest() {
    const known = await listTags().catch(() => []);
    this.#known.append(...known.map(({ name }) => el('option', { value: name })));
  }

  /** Adds what is written. @returns {string[]} all tags */
  add() {
    const tag = this.#input.value.trim();
    this.#input.value = '';
    if (tag && this.#tags.length < MOST && !this.#tags.some((one) => isSameTag(one, tag))) {
      this.#tags.push(tag);
      this.#draw();
      this.#status.textContent = word('js.tags.added', tag);
    }
    return this.#tags;
  }

  #added() {
    this.add();
    this.#input.focus();
  }

  #remove(tag) {
    this.#tags = this.#tags.filter((one) => one !== tag);
    this.#draw();
    this.#status.textContent = word('js.tags.removed', tag);
    this.#input.focus();
  }

  #draw() {
    this.#chips.hidden = this.#tags.length === 0;
    this.#input.disabled = this.#add.disabled = this.#tags.length >= MOST;
    this.#chips.replaceChildren(...this.#tags.map((tag) => this.#chip(tag)));
  }

  #chip(tag) {
    const label = word('js.tags.remove', tag);
    const onclick = () => this.#remove(tag);
    const remove = el(
      'button',
      { class: 'icon-button', type: 'button', title: label, 'aria-label': label, onclick },
      icon('close'),
    );
    return el('li', {}, el('span', { dir: 'auto' }, tag), remove);
  }
}
