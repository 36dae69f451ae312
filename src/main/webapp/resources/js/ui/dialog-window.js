/** Shows modal dialogs; dialog.js loads it at its first use. */
import { el } from '../dom.js';
import { word } from '../words.js';

/** How many dialogs were shown; one may stand over another. */
let count = 0;

/**
 * Shows a dialog and waits until it is closed. Escape, a click outside and Cancel mean no.
 *
 * @param {{title: string, content: (Node|string)[], yes?: string, danger?: boolean, no?: string, wide?: boolean, onsubmit?: (event: Event) => void}} parts
 * @returns {Promise<boolean>} whether the person said yes
 */
export function showDialog({ title, content, yes, danger, no = word('js.cancel'), wide, onsubmit }) {
  const id = `dialog-title-${++count}`;
  return new Promise((resolve) => {
    // Not a button that submits: Enter in a field would press it, because it is the first one.
    const onclick = () => dialog.close('no');
    const cancel = el('button', { class: 'button', type: 'button', value: 'no', autofocus: danger, onclick }, no);
    const agree = yes && el('button', { class: `button primary ${danger ? 'danger' : ''}`, value: 'yes' }, yes);
    // A dialog without a question has the focus at its top, so that a long one is read from there.
    const heading = el('h2', { id, tabindex: yes ? null : -1, autofocus: !yes }, title);
    const dialog = el(
      'dialog',
      {
        class: `dialog ${wide ? 'wide' : ''}`,
        'aria-labelledby': id,
        onclick: ({ target }) => target === dialog && dialog.close('no'),
      },
      el(
        'form',
        { method: 'dialog', class: 'stack', onsubmit },
        heading,
        ...content,
        el('div', { class: 'row' }, cancel, agree),
      ),
    );
    const focused = document.activeElement;
    dialog.addEventListener('close', () => {
      dialog.remove();
      focused?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
    if (document.activeElement.matches('input:not([type])')) {
      document.activeElement.select(); // a name that is typed replaces it
    }
  });
}
