/** The menu of a button. Arrow keys move in it; Escape or a click outside closes it and gives the focus back. */
import { el, icon } from '../dom.js';

/** The open menu of a button. */
const menus = new Map();

/** The button that was pressed while its menu was open: that closed the menu, and the click must not open it again. */
let pressed = null;
document.addEventListener(
  'pointerdown',
  ({ target }) => (pressed = [...menus.keys()].find((button) => button.contains(target))),
  true,
);

/**
 * Opens the menu of a button, or closes it.
 *
 * @param {HTMLElement} button it has `aria-haspopup="menu"`
 * @param {{words: string, icon: string, danger?: boolean, run?: () => void, href?: string, visit?: boolean}[]} entries each
 *     with `run` or `href`; with `visit` the address is one of the chat, which opens without loading the page
 */
export function toggleMenu(button, entries) {
  const closes = menus.has(button) || pressed === button;
  pressed = null;
  closes ? close(button) : open(button, entries);
}

function open(button, entries) {
  const menu = el(
    'div',
    {
      class: 'menu',
      role: 'menu',
      'aria-label': button.ariaLabel,
      'aria-labelledby': button.id || null,
      popover: 'auto',
      onkeydown: (event) => move(event, button, menu),
      ontoggle: ({ newState }) => newState === 'closed' && gone(button, menu),
    },
    ...entries.map((entry) => item(button, entry)),
  );
  menus.set(button, menu);
  // Not inside the list: redrawing the list would close the menu.
  (button.closest('dialog, aside') ?? document.body).append(menu);
  menu.showPopover();
  const { left, right, top, bottom, width } = button.getBoundingClientRect();
  menu.style.minInlineSize = `${Math.min(width, 320)}px`;
  const rightToLeft = getComputedStyle(button).direction === 'rtl';
  const start = rightToLeft ? right - menu.offsetWidth : left;
  menu.style.left = `${Math.max(8, Math.min(start, window.innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${bottom + menu.offsetHeight + 8 > window.innerHeight ? top - menu.offsetHeight - 4 : bottom + 4}px`;
  button.setAttribute('aria-expanded', 'true');
  menu.firstElementChild.focus();
}

function item(button, { words, icon: name, danger, run, href, visit }) {
  const act = () => {
    close(button);
    run?.();
  };
  return el(
    href ? 'a' : 'button',
    {
      class: danger ? 'danger' : null,
      href,
      'data-visit': visit,
      type: href ? null : 'button',
      role: 'menuitem',
      tabindex: -1,
      onclick: act,
    },
    icon(name),
    words,
  );
}

function move(event, button, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items.at(next % items.length).focus();
  } else if (event.key === 'Tab') {
    close(button);
  } else if (event.key === 'Escape') {
    event.preventDefault(); // closes the menu only, not the drawer around it
    close(button);
  }
}

function close(button) {
  const menu = menus.get(button);
  menu?.hidePopover();
  gone(button, menu);
}

function gone(button, menu) {
  if (menu && menus.get(button) === menu) {
    const focused = menu.contains(document.activeElement);
    menu.remove();
    menus.delete(button);
    button.setAttribute('aria-expanded', 'false');
    if (focused || document.activeElement === document.body) {
      button.focus();
    }
  }
}
