/** What an empty chat shows: examples that go into the message box, and how to connect a model if there is none. */
import { byId } from '../../dom.js';
import { CONVERSATION_OPENED, MODELS_LOADED, on, THREAD_CHANGED } from '../events.js';

function show({ id, messages }) {
  const empty = id === null && messages.length === 0;
  byId('welcome').hidden = !empty;
  byId('messages').hidden = empty;
  byId('thread').classList.toggle('empty', empty);
}

function useExample({ target }) {
  const example = target.closest('button');
  if (example) {
    const box = byId('composer-text');
    box.value = example.textContent.trim();
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  }
}

export function showEmptyChat() {
  on(CONVERSATION_OPENED, ({ thread }) => show(thread));
  on(THREAD_CHANGED, ({ thread }) => show(thread));
  on(MODELS_LOADED, ({ models }) => {
    byId('connect').hidden = models.length === 0 || models.some(({ id }) => id !== 'offline');
  });
  byId('prompts').addEventListener('click', useExample);
}
