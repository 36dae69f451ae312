/** The top of the chat: which model answers, what it is told before, and whether the chat is stored. */
import { changeConversation } from '../api/conversations.js';
import { byId } from '../dom.js';
import { modelPicker } from './models.js';
import { askedPrompt } from './prompt.js';

/** @param {{current: () => import('./thread.js').Thread, onTemporary: () => void, onError: (error: Error) => void}} acts */
export function topbar({ current, onTemporary, onError }) {
  const picker = modelPicker({ select: byId('model'), onChoose: (model) => keep({ model }) });
  const prompt = byId('prompt');
  const temporary = byId('temporary');

  /** Kept at once with a stored chat, and with a new one when it is created. */
  async function keep(change) {
    const thread = current();
    const before = { ...thread.metadata };
    for (const [key, value] of Object.entries(change)) {
      value === null ? delete thread.metadata[key] : (thread.metadata[key] = value);
    }
    try {
      if (thread.id !== null) {
        await changeConversation(thread.id, { metadata: change });
      }
    } catch (error) {
      thread.metadata = before;
      picker.show(thread);
      onError(error);
    }
    refresh(current());
  }

  function refresh(thread) {
    const fresh = thread.id === null && (thread.temporary || thread.messages.length === 0);
    temporary.hidden = !fresh;
    byId('new-chat-top').classList.toggle('given-way', fresh);
    temporary.setAttribute('aria-pressed', String(thread.temporary));
    byId('temporary-note').hidden = !thread.temporary;
    byId('welcome').classList.toggle('temporary', thread.temporary);
    prompt.classList.toggle('on', Boolean(thread.metadata.systemPrompt));
  }

  prompt.addEventListener('click', async () => {
    const next = await askedPrompt(current().metadata.systemPrompt);
    if (next !== undefined) {
      await keep({ systemPrompt: next });
    }
  });
  temporary.addEventListener('click', onTemporary);

  return { load: picker.load, show: picker.show, refresh };
}
