/** Edits the title of a conversation in its row. */
import { el } from '../../dom.js';
import { isComposing } from '../../ui/send-key.js';
import { word } from '../../words.js';

/**
 * Puts a field in place of the row's link. Enter and leaving the field save, Escape cancels.
 *
 * @returns {Promise<string|null>} the new title, null for no change
 */
export function editTitle(row, { title }) {
  return new Promise((resolve) => {
    const label = word('js.list.new-title');
    const input = el('input', { type: 'text', maxlength: 200, 'aria-label': label, value: title, dir: 'auto' });
    const finish = (save) => {
      const written = input.value.trim();
      resolve(save && written && written !== title ? written : null);
    };
    input.addEventListener('keydown', (event) => {
      if (!isComposing(event) && (event.key === 'Enter' || event.key === 'Escape')) {
        event.preventDefault();
        finish(event.key === 'Enter');
      }
    });
    input.addEventListener('blur', () => finish(true));
    row.replaceChildren(input);
    input.focus();
    input.select();
  });
}
