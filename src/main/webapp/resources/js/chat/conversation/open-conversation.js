/** The conversation on the page, from its opening to the next one. */
import { currentConversation, currentConversationId, loadDetails } from '../../stores/conversations.js';
import { notice } from '../../ui/notices.js';
import { word } from '../../words.js';
import * as events from '../events.js';
import { joinAnswer, leave } from './answering.js';
import { draftOf } from './drafts.js';
import { restoreUnsent, sendPending } from './sending.js';
import { Thread } from './thread.js';

const { announce, on } = events;

export class OpenConversation {
  thread = new Thread(null);
  #stopListening = () => {};

  constructor() {
    on(events.ANSWERS_LISTED, ({ answers }) => {
      if (answers.some((answer) => answer.conversation_id === this.thread.id)) {
        this.#catchUp();
      }
    });
    for (const changed of [events.CHANGED_ELSEWHERE, events.REMOVAL_SENT]) {
      on(changed, ({ id }) => id === this.thread.id && this.#catchUp());
    }
    currentConversation.subscribe((listed) => {
      const { id, loaded, count } = this.thread;
      if (loaded && listed?.id === id && listed.messageCount > count) {
        this.#catchUp();
      }
    });
  }

  /**
   * @param {string|null} id null for an empty chat
   * @param {number} [place] the `seq` of the message to open it at; without it, it opens at its end
   * @param {string} [project] the id of the project that a new chat is begun in
   */
  async open(id, temporary = false, place = undefined, project = undefined) {
    this.#stopListening();
    leave(this.thread);
    const thread = new Thread(id, temporary);
    this.thread = thread;
    currentConversationId.set(id);
    restoreUnsent(thread);
    let partial = false;
    this.#stopListening = thread.onChange((_, blocks) => {
      blocks ? announce(events.ANSWER_GROWN, { thread, blocks }) : announce(events.THREAD_CHANGED, { thread });
      if (partial && thread.atEnd && !thread.busy) {
        this.#resume(thread);
      }
      partial = !thread.atEnd;
    });
    thread.place = place;
    thread.project = project;
    announce(events.CONVERSATION_OPENED, { thread });
    await this.#load(thread);
  }

  async #load(thread) {
    const { place } = thread;
    try {
      if (thread.id !== null) {
        const loading = place === undefined ? thread.loadNewest() : loadPlace(thread);
        const [details] = await Promise.all([loadDetails(thread.id), loading]);
        if (thread !== this.thread) {
          return;
        }
        thread.setThinkingTimes(details.thinkingTimes);
        announce(events.CONVERSATION_LOADED, { thread });
        if (place !== thread.place) {
          notice('list', { words: word('js.place.gone') });
        }
      }
      await this.#resume(thread);
    } catch (error) {
      if (thread !== this.thread) {
        return;
      }
      const { id, pending } = thread;
      if (error.status === 404 && pending.length === 0 && !draftOf(id)) {
        announce(events.CONVERSATION_MISSING, { id });
      } else {
        const words = word('js.thread.failed');
        announce(events.REQUEST_FAILED, { error, words, kind: 'thread', retry: () => this.#load(thread) });
      }
    }
  }

  /** Goes on with what is under way at the end of the thread, once that is loaded. */
  async #resume(thread) {
    if (thread.atEnd) {
      await (thread.id !== null && this.#join(thread));
      await sendPending(thread);
    }
  }

  /** Shows what another tab or device did. */
  async #catchUp() {
    const { thread } = this;
    if (thread.busy || !thread.atEnd) {
      return;
    }
    try {
      await thread.loadNewest();
      await this.#join(thread);
    } catch (error) {
      announce(events.REQUEST_FAILED, { error });
    }
  }

  /** Joins the answer under way. If there is none and the last message has no answer, shows that. */
  async #join(thread) {
    try {
      const unanswered = thread.messages.at(-1)?.role !== 'assistant';
      const joined = await joinAnswer(thread);
      if (!joined && unanswered && thread === this.thread && !thread.busy) {
        await thread.loadNewest();
        thread.noteUnanswered();
      }
    } catch (error) {
      announce(events.REQUEST_FAILED, { error });
    }
  }
}

/** Loads the messages around the place, by a script that is loaded at its first use. */
async function loadPlace(thread) {
  const { loadAround } = await import('./place.js');
  await loadAround(thread);
}
