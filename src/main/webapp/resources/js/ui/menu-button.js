/** A button with a menu, whose script is loaded at its first use. */
import { el, icon } from '../dom.js';

/**
 * @param {string} label of the button
 * @param {() => Promise<{words: string, icon: string, danger?: boolean, run: () => void}[]>} entries asked for at each opening
 */
export function menuButton(label, entries) {
  const button = el(
    'button',
    {
      class: 'icon-button',
      type: 'button',
      title: label,
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: async () => {
        const [{ toggleMenu }, offered] = await Promise.all([import('./menu.js'), entries()]);
        toggleMenu(button, offered);
      },
    },
    icon('more'),
  );
  return button;
}
