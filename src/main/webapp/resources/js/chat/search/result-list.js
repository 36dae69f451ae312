/**
 * The list of results below the field of the search, a combobox of the ARIA Authoring Practices: the focus stays in the
 * field, and arrow keys move in the list.
 */
import { el } from '../../dom.js';
import { word } from '../../words.js';

export class ResultList {
  element = el('div', { id: 'found', role: 'listbox', 'aria-label': word('js.search.results'), hidden: true });
  #field;

  /** @param {HTMLInputElement} field it has `role="combobox"` */
  constructor(field) {
    this.#field = field;
    field.setAttribute('aria-controls', this.element.id);
    this.show([]);
  }

  /** How many conversations are in it. */
  get count() {
    return this.element.children.length;
  }

  /** The option that was reached by keyboard, if any. */
  get active() {
    return this.element.querySelector('[aria-selected=true]');
  }

  get first() {
    return this.#options[0];
  }

  /** @param {HTMLElement[]} results see search-results.js */
  show(results) {
    const { element } = this;
    element.replaceChildren(...results);
    element.hidden = results.length === 0;
    element.classList.remove('waiting');
    this.#field.setAttribute('aria-expanded', String(!element.hidden));
    this.activate(undefined);
  }

  /** The results are those of an earlier search. */
  wait() {
    this.element.classList.add('waiting');
  }

  append(results) {
    this.element.append(...results);
  }

  /** @param {string|undefined} id of an option; another value activates none */
  activate(id) {
    const option = this.#options.find((one) => one.id === id);
    this.active?.setAttribute('aria-selected', 'false');
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.#field.setAttribute('aria-activedescendant', id);
    } else {
      this.#field.removeAttribute('aria-activedescendant');
    }
  }

  /** Moves if the key is one that moves. Home and End belong to the field until an option is active. */
  press(event) {
    const all = this.#options;
    const { active } = this;
    const at = all.indexOf(active);
    const to = {
      ArrowDown: all[at + 1] ?? all[0],
      ArrowUp: all.at(at < 0 ? -1 : at - 1),
      Home: active && all[0],
      End: active && all.at(-1),
    }[event.key];
    if (to && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      this.activate(to.id);
    }
  }

  get #options() {
    return [...this.element.querySelectorAll('[role=option]')];
  }
}
