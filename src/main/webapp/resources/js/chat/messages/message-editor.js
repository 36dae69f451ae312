/** Edits a message in its place. The form's `submit` event means send, its `reset` event cancel. */
import { el } from '../../dom.js';
import { isComposing, isSendKey } from '../../ui/send-key.js';
import { word } from '../../words.js';

export function messageEditor(content) {
  const label = word('js.message.edit');
  const text = el(
    'textarea',
    { class: 'editing', name: 'text', rows: 1, dir: 'auto', maxlength: 1000000, 'aria-label': label },
    content,
  );
  text.addEventListener('keydown', (event) => {
    if (isSendKey(event)) {
      event.preventDefault();
      text.form.requestSubmit();
    } else if (event.key === 'Escape' && !isComposing(event)) {
      event.preventDefault();
      event.stopPropagation();
      text.form.reset();
    }
  });
  return el(
    'form',
    { class: 'editor', novalidate: true },
    text,
    el('p', { class: 'hint' }, word('js.message.edit-hint')),
    el(
      'div',
      { class: 'row' },
      el('button', { class: 'button', type: 'reset' }, word('js.cancel')),
      el('button', { class: 'button primary', type: 'submit' }, word('js.send')),
    ),
  );
}
