/** The message box with its draft. Its button sends, or stops the answer while one is being written. */
import { icon } from '../dom.js';
import { isSendKey, touch } from '../ui/send-key.js';
import { word } from '../words.js';
import { stop } from './conversation/answering.js';
import { draftOf, keepDraft } from './conversation/drafts.js';
import { send } from './conversation/sending.js';
import {
  announce,
  CONVERSATION_CREATED,
  CONVERSATION_OPENED,
  MESSAGE_SUBMITTED,
  on,
  THREAD_CHANGED,
} from './events.js';

export class Composer {
  #conversation;
  #text;
  #button;
  #icons;
  /** The conversation that the draft belongs to. */
  #id = null;
  #stopping = false;
  /** Whether the box may hold what was typed while the page loaded. */
  #early = true;
  /** What was to be sent before the conversation was open. */
  #wanted;

  /**
   * @param {HTMLFormElement} form
   * @param {import('./conversation/open-conversation.js').OpenConversation} conversation
   */
  constructor(form, conversation) {
    this.#conversation = conversation;
    this.#text = form.querySelector('textarea');
    this.#button = form.querySelector('.send');
    this.#icons = { send: this.#button.firstElementChild, stop: icon('stop') };
    this.#text.enterKeyHint = touch.matches ? 'enter' : 'send';
    this.#text.addEventListener('input', () => this.#changed());
    this.#text.addEventListener('keydown', (event) => {
      if (isSendKey(event)) {
        event.preventDefault();
        this.#send();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#stopping ? stop(conversation.thread) : this.#send();
    });
    window.addEventListener('resize', () => this.#refresh());
    on(CONVERSATION_OPENED, ({ thread }) => this.#open(thread));
    on(CONVERSATION_CREATED, ({ thread }) => thread === conversation.thread && this.#rename(thread.id));
    on(THREAD_CHANGED, () => this.#refresh());
  }

  focus() {
    this.#text.focus();
  }

  #open({ id, temporary }) {
    const texts = new Set([temporary ? '' : draftOf(id), this.#early ? this.#text.value : '']);
    this.#early = false;
    this.#id = id;
    this.#text.value = [...texts].filter(Boolean).join('\n');
    this.#refresh();
    if (this.#wanted === this.#text.value) {
      this.#send();
    }
    this.#wanted = undefined;
    if (!touch.matches) {
      this.focus();
    }
  }

  /** Moves the draft to the id that the chat got with its first message. */
  #rename(id) {
    keepDraft(this.#id, '');
    this.#id = id;
    this.#keep();
  }

  #send() {
    const { thread } = this.#conversation;
    const written = this.#text.value;
    if (this.#early) {
      this.#wanted = written;
      return;
    }
    if (thread.busy || written.trim() === '') {
      return;
    }
    this.#text.value = '';
    this.#changed();
    send(thread, written);
    announce(MESSAGE_SUBMITTED, { thread });
  }

  #changed() {
    this.#keep();
    this.#refresh();
  }

  /** The draft of a temporary chat is not kept. */
  #keep() {
    if (!this.#conversation.thread.temporary) {
      keepDraft(this.#id, this.#text.value);
    }
  }

  #refresh() {
    const { answering, busy } = this.#conversation.thread;
    if (answering !== this.#stopping) {
      this.#stopping = answering;
      const label = word(answering ? 'js.stop' : 'js.send');
      this.#button.title = label;
      this.#button.setAttribute('aria-label', label);
      this.#button.classList.toggle('stop', answering);
      this.#button.replaceChildren(answering ? this.#icons.stop : this.#icons.send);
    }
    this.#button.disabled = !answering && (busy || this.#text.value.trim() === '');
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
