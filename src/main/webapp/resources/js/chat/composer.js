/** The box one writes in: Enter sends, Shift+Enter breaks the line, and an input method may use Enter for itself. */
import { draftOf, keepDraft } from './drafts.js';

/** @param {{form: HTMLFormElement, onSend: (text: string) => void}} parts */
export function composer({ form, onSend }) {
  const text = form.querySelector('textarea');
  const button = form.querySelector('button');
  let conversation = null;
  let busy = false;

  function refresh() {
    button.disabled = busy || text.value.trim() === '';
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  }

  text.addEventListener('input', () => {
    keepDraft(conversation, text.value);
    refresh();
  });
  text.addEventListener('keydown', (event) => {
    // keyCode 229: Safari ends a composition before it tells about the key that ended it.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !composing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy || text.value.trim() === '') {
      return;
    }
    const written = text.value;
    text.value = '';
    keepDraft(conversation, '');
    refresh();
    onSend(written);
  });
  window.addEventListener('resize', refresh);

  return {
    /** Shows the draft of this conversation. */
    open(id) {
      conversation = id;
      text.value = draftOf(id);
      refresh();
    },
    /** The chat got its id with its first message; what is being written goes on. */
    rename(id) {
      keepDraft(conversation, '');
      conversation = id;
      keepDraft(id, text.value);
    },
    busy(now) {
      busy = now;
      refresh();
    },
    focus: () => text.focus(),
  };
}
