/** A button that opens a small menu: arrows move in it, Escape or a click beside it closes it and the button has the focus again. */
import { el, icon } from '../dom.js';

/**
 * @param {string} label of the button
 * @param {{words: string, icon: string, danger?: boolean, run: () => void}[]} entries
 */
export function menuButton(label, entries) {
  const button = el('button', { class: 'icon-button', type: 'button', title: label, 'aria-label': label, 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: toggle }, icon('more'));
  let menu = null;

  function toggle() {
    return menu ? close() : open();
  }

  function open() {
    menu = el('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'auto', onkeydown: move, ontoggle: ({ newState }) => newState === 'closed' && gone() }, ...entries.map(item));
    // Beside the list, not in it: a list that is drawn anew would close it.
    (button.closest('aside') ?? document.body).append(menu);
    menu.showPopover();
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const rightToLeft = getComputedStyle(button).direction === 'rtl';
    const start = rightToLeft ? right - menu.offsetWidth : left;
    menu.style.left = `${Math.max(8, Math.min(start, window.innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${bottom + menu.offsetHeight + 8 > window.innerHeight ? top - menu.offsetHeight - 4 : bottom + 4}px`;
    button.setAttribute('aria-expanded', 'true');
    menu.firstElementChild.focus();
  }

  function item({ words, icon: name, danger, run }) {
    const act = () => {
      close();
      run();
    };
    return el('button', { class: danger ? 'danger' : null, type: 'button', role: 'menuitem', tabindex: -1, onclick: act }, icon(name), words);
  }

  function move(event) {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items.at(next % items.length).focus();
    } else if (event.key === 'Tab') {
      close();
    } else if (event.key === 'Escape') {
      event.preventDefault(); // it means the menu, not the drawer around it
      close();
    }
  }

  function close() {
    menu?.hidePopover();
    gone();
  }

  function gone() {
    if (menu) {
      const focused = menu.contains(document.activeElement);
      menu.remove();
      menu = null;
      button.setAttribute('aria-expanded', 'false');
      if (focused || document.activeElement === document.body) {
        button.focus();
      }
    }
  }

  return button;
}
