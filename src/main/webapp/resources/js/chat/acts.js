/** What can be done with the messages of the open chat. */
import { changeConversation } from '../api/conversations.js';
import { byId, copy } from '../dom.js';
import { word } from '../words.js';
import { answer, answerAgain } from './answering.js';
import { notice, tell } from './notices.js';
import { flush, sendInstead } from './sending.js';

/**
 * @param {() => import('./thread.js').Thread} current the open chat
 * @param {() => object} view of its messages
 * @param {object} hooks see pages/chat.js
 */
export function messageActs(current, view, hooks) {
  const indexOf = (message) => current().messages.indexOf(message);
  const find = (message, selector) => view().elementOf(message)?.querySelector(selector);
  const say = (key) => (byId('announcer').textContent = word(key));

  const acts = {
    onOlder: () => current().loadOlder().catch(tell),
    onRetry: () => flush(current(), hooks),
    onAnswer: () => answer(current(), hooks),

    async onCopy(message, button) {
      try {
        await copy(message.content);
        say('js.message.copied');
        button.classList.add('done');
        setTimeout(() => button.classList.remove('done'), 2000);
      } catch {
        notice('list', { tone: 'bad', words: word('js.message.copy-failed') });
      }
    },

    onAgain(message) {
      if (!current().busy) {
        answerAgain(current(), indexOf(message), hooks);
        hooks.toComposer();
      }
    },

    onEdit(message, editing) {
      message.editing = editing;
      current().changed();
      const field = find(message, editing ? 'textarea' : '[data-act="edit"]');
      field?.focus();
      field?.setSelectionRange?.(field.value.length, field.value.length);
    },

    onEdited(message, text) {
      message.editing = false;
      if (current().busy) {
        current().changed();
        return;
      }
      sendInstead(current(), indexOf(message), text, hooks);
      hooks.toComposer();
    },

    /** Shows another version, to the newest message behind it, and remembers that for the next time. */
    async onVersion(message, seq, step) {
      const thread = current();
      if (thread.busy) {
        return;
      }
      const at = indexOf(message);
      try {
        const { head, message_count: of } = await thread.loadNewest({ through: seq });
        const shown = thread.messages.find((one) => one.seq === seq) ?? thread.messages[at];
        const button = find(shown, `[data-step="${step}"]:not(:disabled)`) ?? find(shown, '[data-step]:not(:disabled)');
        button?.focus();
        await changeConversation(thread.id, { metadata: { branch: { head, of } } });
      } catch (error) {
        hooks.onError(error);
      }
    },

    editLast() {
      const last = current().messages.findLast((message) => message.role === 'user' && message.state === 'kept');
      if (last && !current().busy) {
        view().reveal();
        acts.onEdit(last, true);
      }
    },

    /** Clicks the newest message's button of this name, as a person would. */
    clickLast(name) {
      view().reveal();
      [...document.querySelectorAll(`#messages [data-act="${name}"]`)].at(-1)?.click();
    },
  };
  return acts;
}
