/** The list that opens under the model's name. Typing filters a long one; arrow keys move in it, Enter chooses. */
import { el } from '../dom.js';
import { word } from '../words.js';

/** A list with more models than this has a field to search it. */
const SHORT = 8;

/**
 * Opens the list. Escape and a click outside close it.
 *
 * @param {HTMLElement} button the button under which it opens; it gets the focus back
 * @param {{id: string, name: string, provider: string}[]} models
 * @param {string} chosen the id of the model that is chosen now
 * @param {(id: string) => void} choose
 */
export function openModelList(button, models, chosen, choose) {
  const long = models.length > SHORT;
  const several = new Set(models.map(({ provider }) => provider)).size > 1;
  const options = models.map(({ id, name, provider }, index) =>
    el(
      'li',
      { role: 'option', id: `model-${index}`, 'aria-selected': String(id === chosen), 'data-id': id, title: name },
      el('span', { dir: 'auto' }, name),
      several && el('small', {}, provider),
    ),
  );
  const list = el(
    'ul',
    { role: 'listbox', id: 'models', 'aria-label': word('js.models'), tabindex: long ? -1 : 0, onclick: pick },
    ...options,
  );
  const none = el('p', { class: 'none', role: 'status' });
  const search =
    long &&
    el('input', {
      type: 'search',
      role: 'combobox',
      'aria-expanded': 'true',
      'aria-controls': 'models',
      'aria-autocomplete': 'list',
      'aria-label': word('js.models.search'),
      placeholder: word('js.models.search'),
      autocomplete: 'off',
      oninput: filter,
    });
  const popup = el(
    'div',
    {
      class: 'menu model-list',
      popover: 'auto',
      role: 'dialog',
      'aria-label': word('js.models'),
      onkeydown: move,
      ontoggle: ({ newState }) => newState === 'closed' && gone(),
    },
    search,
    list,
    none,
  );
  const focused = search || list;
  let active = null;

  document.body.append(popup);
  popup.showPopover();
  const { left, right, bottom } = button.getBoundingClientRect();
  const start = getComputedStyle(button).direction === 'rtl' ? right - popup.offsetWidth : left;
  popup.style.left = `${Math.max(8, Math.min(start, window.innerWidth - popup.offsetWidth - 8))}px`;
  popup.style.top = `${bottom + 4}px`;
  button.setAttribute('aria-expanded', 'true');
  focused.focus();
  activate(options.find(({ dataset }) => dataset.id === chosen) ?? options[0]);

  function shown() {
    return options.filter((option) => !option.hidden);
  }

  function activate(option) {
    active?.classList.remove('active');
    active = option;
    active?.classList.add('active');
    active?.scrollIntoView({ block: 'nearest' });
    focused.setAttribute('aria-activedescendant', active?.id ?? '');
  }

  function filter() {
    const wanted = search.value.toLowerCase().split(/\s+/);
    models.forEach(({ id, name }, index) => {
      const text = `${id} ${name}`.toLowerCase();
      options[index].hidden = !wanted.every((part) => text.includes(part));
    });
    none.textContent = shown().length ? '' : word('js.models.none');
    activate(shown()[0]);
  }

  function move(event) {
    const all = shown();
    const at = all.indexOf(active);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (next !== undefined && all.length > 0) {
      event.preventDefault();
      activate(all[Math.max(0, Math.min(next, all.length - 1))]);
    } else if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      pick({ target: active });
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      popup.hidePopover();
    }
  }

  function pick({ target }) {
    const option = target?.closest('[role=option]');
    if (option) {
      popup.hidePopover();
      choose(option.dataset.id);
    }
  }

  function gone() {
    const back = popup.contains(document.activeElement) || document.activeElement === document.body;
    popup.remove();
    button.setAttribute('aria-expanded', 'false');
    if (back) {
      button.focus();
    }
  }
}
