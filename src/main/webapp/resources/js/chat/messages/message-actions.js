/** What the buttons of the messages do, and the editor in a message. */
import { changeConversation } from '../../api/conversations.js';
import { copy } from '../../clipboard.js';
import { notice } from '../../ui/notices.js';
import { word } from '../../words.js';
import { say } from '../announcer.js';
import { answer, answerAgain, answerLate } from '../conversation/answering.js';
import { KEPT } from '../conversation/message.js';
import { sendInstead, sendPending } from '../conversation/sending.js';
import { announce, REQUEST_FAILED } from '../events.js';

/** ms for which the button shows that it copied */
const DONE = 2_000;

export class MessageActions {
  #box;
  #conversation;
  #view;
  #composer;
  /** By the `data-act` of a button. */
  #acts = {
    copy: (message, button) => this.#copy(message, button),
    again: (message) => this.#again(message),
    edit: (message) => this.#edit(message),
    previous: (message) => this.#showVersion(message, -1),
    next: (message) => this.#showVersion(message, 1),
    send: () => sendPending(this.#thread),
    answer: () => answer(this.#thread),
    late: (message) => this.#thread.busy || answerLate(this.#thread, message),
  };

  /**
   * @param {HTMLElement} box the box of the messages
   * @param {import('../conversation/open-conversation.js').OpenConversation} conversation
   * @param {import('./messages-view.js').MessagesView} view
   * @param {import('../composer.js').Composer} composer
   */
  constructor(box, conversation, view, composer) {
    this.#box = box;
    this.#conversation = conversation;
    this.#view = view;
    this.#composer = composer;
    box.addEventListener('click', ({ target }) => {
      const button = target.closest('.about [data-act]');
      if (button) {
        this.#acts[button.dataset.act](view.messageOf(button), button);
      }
    });
    box.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save(view.messageOf(event.target), event.target.elements.text.value);
    });
    box.addEventListener('reset', ({ target }) => this.#edit(view.messageOf(target), false));
  }

  /** Edits the person's last message. */
  editLast() {
    const last = this.#thread.messages.findLast((message) => message.role === 'user' && message.state === KEPT);
    if (last && !this.#thread.busy && this.#view.reveal()) {
      this.#edit(last);
    }
  }

  /** Clicks the button with this `data-act` in the newest message that has one. */
  clickLast(act) {
    if (this.#view.reveal()) {
      [...this.#box.querySelectorAll(`[data-act="${act}"]`)].at(-1)?.click();
    }
  }

  get #thread() {
    return this.#conversation.thread;
  }

  async #copy(message, button) {
    try {
      await copy(message.content);
      say('js.message.copied');
      button.classList.add('done');
      setTimeout(() => button.classList.remove('done'), DONE);
    } catch {
      notice('list', { tone: 'bad', words: word('js.message.copy-failed') });
    }
  }

  #again(message) {
    if (!this.#thread.busy) {
      answerAgain(this.#thread, this.#thread.messages.indexOf(message));
      this.#composer.focus();
    }
  }

  #edit(message, editing = true) {
    message.editing = editing;
    this.#thread.changed();
    const field = this.#find(message, editing ? 'textarea' : '[data-act="edit"]');
    field?.focus();
    field?.setSelectionRange?.(field.value.length, field.value.length);
  }

  #save(message, text) {
    if (text.trim() === '') {
      this.#edit(message, false);
      return;
    }
    message.editing = false;
    if (this.#thread.busy) {
      this.#thread.changed();
      return;
    }
    sendInstead(this.#thread, this.#thread.messages.indexOf(message), text);
    this.#composer.focus();
  }

  /** Shows the version before (-1) or after (1), and stores the choice with the conversation. */
  async #showVersion(message, step) {
    const thread = this.#thread;
    if (thread.busy) {
      return;
    }
    const at = thread.messages.indexOf(message);
    const seq = message.siblings[message.siblings.indexOf(message.seq) + step];
    try {
      const { head, message_count: of } = await thread.loadNewest({ through: seq });
      const shown = thread.messages.find((one) => one.seq === seq) ?? thread.messages[at];
      const button =
        this.#find(shown, `[data-step="${step}"]:not(:disabled)`) ?? this.#find(shown, '[data-step]:not(:disabled)');
      button?.focus();
      await changeConversation(thread.id, { metadata: { branch: { head, of } } });
    } catch (error) {
      announce(REQUEST_FAILED, { error });
    }
  }

  #find(message, selector) {
    return this.#view.elementOf(message)?.querySelector(selector);
  }
}
