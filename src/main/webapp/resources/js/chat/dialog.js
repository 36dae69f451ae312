import { el } from '../dom.js';
import { word } from '../words.js';

/**
 * Asks before something is lost. Escape and Cancel both mean no.
 *
 * @param {{title: string, words: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, words, yes }) {
  return new Promise((resolve) => {
    const cancel = el('button', { class: 'button', value: 'no', autofocus: true }, word('js.cancel'));
    const agree = el('button', { class: 'button danger primary', value: 'yes' }, yes);
    const dialog = el(
      'dialog',
      { class: 'dialog', 'aria-labelledby': 'dialog-title' },
      el('form', { method: 'dialog', class: 'stack' }, el('h2', { id: 'dialog-title' }, title), el('p', {}, words), el('div', { class: 'row' }, cancel, agree)),
    );
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
