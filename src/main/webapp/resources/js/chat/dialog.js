import { el } from '../dom.js';
import { word } from '../words.js';

/**
 * Shows a dialog and waits for its end. Escape, a click beside it and Cancel all mean no.
 *
 * @param {{title: string, content: (Node|string)[], yes?: string, danger?: boolean, no?: string, wide?: boolean}} parts
 * @returns {Promise<boolean>} whether the person said yes
 */
export function asked({ title, content, yes, danger, no = word('js.cancel'), wide }) {
  return new Promise((resolve) => {
    const cancel = el('button', { class: 'button', value: 'no', autofocus: danger }, no);
    const agree = yes && el('button', { class: `button primary ${danger ? 'danger' : ''}`, value: 'yes' }, yes);
    // What is only to be read begins at its top, also where it has to be scrolled.
    const heading = el('h2', { id: 'dialog-title', tabindex: yes ? null : -1, autofocus: !yes }, title);
    const dialog = el(
      'dialog',
      { class: `dialog ${wide ? 'wide' : ''}`, 'aria-labelledby': 'dialog-title', onclick: ({ target }) => target === dialog && dialog.close('no') },
      el('form', { method: 'dialog', class: 'stack' }, heading, ...content, el('div', { class: 'row' }, cancel, agree)),
    );
    const focused = document.activeElement;
    dialog.addEventListener('close', () => {
      dialog.remove();
      focused?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks before something is lost. @param {{title: string, words: string, yes: string}} question */
export function confirmed({ title, words, yes }) {
  return asked({ title, content: [el('p', {}, words)], yes, danger: true });
}
