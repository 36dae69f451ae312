/** What is above the chat: its title, and the buttons for its model, its instructions and whether it is temporary. */
import { byId } from '../dom.js';
import { currentConversation } from '../stores/conversations.js';
import { word } from '../words.js';
import { changed, storeChoice } from './conversation/choices.js';
import {
  announce,
  CONVERSATION_LOADED,
  CONVERSATION_OPENED,
  MODELS_LOADED,
  on,
  REQUEST_FAILED,
  THREAD_CHANGED,
} from './events.js';

export class Topbar {
  #conversation;
  #picker;
  #prompt = byId('prompt');
  #temporary = byId('temporary');

  /**
   * @param {import('./conversation/open-conversation.js').OpenConversation} conversation
   * @param {import('./conversation/visits.js').Visits} visits
   * @param {import('./model-picker.js').ModelPicker} picker
   */
  constructor(conversation, visits, picker) {
    this.#conversation = conversation;
    this.#picker = picker;
    picker.onChoose((model) => this.#store({ model }));
    this.#prompt.addEventListener('click', () => this.#changePrompt());
    this.#temporary.addEventListener('click', () => visits.to(null, !conversation.thread.temporary));
    for (const shows of [CONVERSATION_OPENED, CONVERSATION_LOADED, MODELS_LOADED]) {
      on(shows, () => picker.show(conversation.thread));
    }
    on(CONVERSATION_OPENED, () => this.#refresh());
    on(THREAD_CHANGED, () => this.#refresh());
    currentConversation.subscribe(showTitle);
  }

  async #changePrompt() {
    const { askSystemPrompt } = await import('./system-prompt-dialog.js');
    const systemPrompt = await askSystemPrompt(this.#conversation.thread.metadata.systemPrompt);
    if (systemPrompt !== undefined) {
      await this.#store({ systemPrompt });
    }
  }

  /**
   * Stores a choice at once, or when the server can be reached; that of a new chat when its conversation is created. Null
   * removes a value.
   */
  async #store(change) {
    const { thread } = this.#conversation;
    const before = thread.metadata;
    thread.metadata = changed(before, change);
    try {
      if (thread.id !== null) {
        await storeChoice(thread.id, change);
      }
    } catch (error) {
      thread.metadata = before;
      this.#picker.show(thread);
      announce(REQUEST_FAILED, { error });
    }
    this.#refresh();
  }

  #refresh() {
    const { id, messages, metadata, temporary } = this.#conversation.thread;
    const fresh = id === null && (temporary || messages.length === 0);
    this.#temporary.hidden = !fresh;
    this.#temporary.setAttribute('aria-pressed', String(temporary));
    byId('new-chat-top').classList.toggle('given-way', fresh);
    byId('temporary-note').hidden = !temporary;
    byId('welcome').classList.toggle('temporary', temporary);
    this.#prompt.classList.toggle('on', Boolean(metadata.systemPrompt));
  }
}

/** On the page and in the tab. */
function showTitle(current) {
  byId('title').textContent = current?.title ?? word('js.new-chat');
  document.title = current ? `${current.title} · Parley` : 'Parley';
}
