/**
 * The box one writes in: Enter sends, Shift+Enter breaks the line, and an input method may use Enter for itself. A
 * keyboard on the screen has no Shift+Enter: there Enter breaks the line, and the button sends.
 */
import { icon } from '../dom.js';
import { word } from '../words.js';
import { draftOf, keepDraft } from './drafts.js';

export const touch = window.matchMedia('(pointer: coarse)');

/** Whether a key means "send". keyCode 229: Safari ends a composition before it tells about the key that ended it. */
export function isSending(event) {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey || !(event.shiftKey || touch.matches)) && !event.isComposing && event.keyCode !== 229;
}

/** @param {{form: HTMLFormElement, onSend: (text: string) => void, onStop: () => void, onEditLast: () => void}} parts */
export function composer({ form, onSend, onStop, onEditLast }) {
  const text = form.querySelector('textarea');
  const button = form.querySelector('.send');
  const symbols = { send: button.firstElementChild, stop: icon('stop') };
  let conversation = null;
  let kept = true;
  let busy = false;
  let stoppable = false;

  /** The draft of a temporary chat is kept nowhere. */
  function keep() {
    if (kept) {
      keepDraft(conversation, text.value);
    }
  }

  function refresh() {
    button.disabled = !stoppable && (busy || text.value.trim() === '');
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  }

  text.addEventListener('input', () => {
    keep();
    refresh();
  });
  text.addEventListener('keydown', (event) => {
    if (isSending(event)) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && text.value === '') {
      event.preventDefault();
      onEditLast();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (stoppable) {
      onStop();
    } else {
      submit();
    }
  });
  window.addEventListener('resize', refresh);
  text.enterKeyHint = touch.matches ? 'enter' : 'send';

  function submit() {
    if (busy || text.value.trim() === '') {
      return;
    }
    const written = text.value;
    text.value = '';
    keep();
    refresh();
    onSend(written);
  }

  return {
    /** Shows the draft of this conversation. */
    open(id, temporary = false) {
      conversation = id;
      kept = !temporary;
      text.value = kept ? draftOf(id) : '';
      refresh();
    },
    /** The chat got its id with its first message; what is being written goes on. */
    rename(id) {
      keepDraft(conversation, '');
      conversation = id;
      keep();
    },
    /** @param {boolean} now nothing can be sent @param {boolean} stop an answer is being written, and the button ends it */
    busy(now, stop) {
      busy = now;
      if (stop !== stoppable) {
        stoppable = stop;
        const label = word(stop ? 'js.stop' : 'js.send');
        button.title = label;
        button.setAttribute('aria-label', label);
        button.classList.toggle('stop', stop);
        button.replaceChildren(stop ? symbols.stop : symbols.send);
      }
      refresh();
    },
    focus: () => text.focus(),
  };
}
