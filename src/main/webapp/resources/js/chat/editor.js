/** A message that is rewritten where it stands: Enter sends, Shift+Enter breaks the line, Escape leaves it as it was. */
import { el } from '../dom.js';
import { word } from '../words.js';
import { isSending } from './composer.js';

/** @param {{onSave: (text: string) => void, onCancel: () => void}} acts */
export function editor(content, { onSave, onCancel }) {
  const text = el('textarea', { class: 'editing', rows: 1, dir: 'auto', maxlength: 1000000, 'aria-label': word('js.message.edit') }, content);
  const save = () => (text.value.trim() ? onSave(text.value) : onCancel());
  text.addEventListener('keydown', (event) => {
    if (isSending(event)) {
      event.preventDefault();
      save();
    } else if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  });
  return el(
    'form',
    { class: 'editor', onsubmit: (event) => event.preventDefault() },
    text,
    el('p', { class: 'hint' }, word('js.message.edit-hint')),
    el(
      'div',
      { class: 'row' },
      el('button', { class: 'button', type: 'button', onclick: onCancel }, word('js.cancel')),
      el('button', { class: 'button primary', type: 'button', onclick: save }, word('js.send')),
    ),
  );
}
