/** Draws the thread. A message that was drawn stays the same element, so reading and selecting are not disturbed. */
import { byId, skeleton } from '../../dom.js';
import { enrich } from '../../render/enrich.js';
import { WAITING, WRITING } from '../conversation/answer.js';
import * as events from '../events.js';
import { EndFollower } from './end-follower.js';
import { MessageBodies } from './message-bodies.js';
import { answerElement, lookOf, messageElement } from './message-element.js';
import { MessageWindow, MOST } from './message-window.js';
import { replaceInPlace } from './replace-in-place.js';

const { announce, on } = events;

/** px from an end at which more is drawn */
const NEAR = 800;

export class MessagesView {
  #scroller;
  #box;
  #jump = byId('to-end');
  #thread = null;
  /** The messages on the page with what they show. */
  #drawn = new Map();
  #window = new MessageWindow();
  #bodies = new MessageBodies();
  #loading = false;
  #follower;

  /**
   * @param {HTMLElement} scroller the box that scrolls
   * @param {HTMLElement} box the box for the messages inside it
   */
  constructor(scroller, box) {
    this.#scroller = scroller;
    this.#box = box;
    this.#follower = new EndFollower(scroller, box, {
      hasEnd: () => this.#window.atEnd && this.#thread.atEnd,
      onScroll: (following) => {
        this.#jump.hidden = following;
        this.#drawMore();
      },
    });
    this.#jump.addEventListener('click', () => {
      this.toEnd();
      scroller.focus();
    });
    on(events.CONVERSATION_OPENED, ({ thread }) => this.#show(thread));
    on(events.CONVERSATION_LOADED, ({ thread }) => (thread.place === undefined ? this.toEnd() : this.#toPlace(thread)));
    on(events.MESSAGE_SUBMITTED, () => this.toEnd());
    on(events.THREAD_CHANGED, () => this.#draw());
    on(events.ANSWER_GROWN, ({ thread, blocks }) => this.#bodies.grow(thread.answer, blocks));
  }

  /** Scrolls to the newest message, and loads and draws it first if necessary. */
  toEnd() {
    if (!this.#window.atEnd) {
      this.#window.reset();
      this.#follower.toEnd();
      this.#draw();
    }
    this.#follower.toEnd();
    const thread = this.#thread;
    if (!thread.atEnd && !thread.busy) {
      this.#load(() => thread.loadNewest());
    }
  }

  /** Scrolls to the message at which the thread was opened. */
  async #toPlace({ messages, place }) {
    const { showFound } = await import('./found-message.js');
    this.#follower.following = false;
    showFound(this.elementOf(messages.find(({ seq }) => seq === place)));
  }

  /** Draws the newest message if it is not drawn. @returns {boolean} whether it was loaded */
  reveal() {
    const { atEnd } = this.#thread;
    if (!atEnd || !this.#window.atEnd) {
      this.toEnd();
    }
    return atEnd;
  }

  /** Draws all messages that are loaded. */
  showLoaded() {
    this.#window.takeAll(this.#thread.messages);
    this.#draw();
  }

  /** The element of a message, if it is drawn. */
  elementOf(message) {
    return this.#drawn.get(message)?.element;
  }

  /** The message whose element this is or contains. */
  messageOf(element) {
    const own = element.closest('.message');
    return [...this.#drawn].find(([, known]) => known.element === own)?.[0];
  }

  #show(thread) {
    this.#thread = thread;
    this.#drawn = new Map();
    this.#window.reset();
    this.#box.replaceChildren();
    this.#draw();
    this.#follower.toEnd();
    this.#follower.following = thread.place === undefined;
  }

  #draw() {
    const { following } = this.#follower;
    const { answer, answering, loaded, messages: all } = this.#thread;
    const scroller = this.#scroller;
    this.#box.setAttribute('aria-busy', String(answering));
    const messages = this.#window.fit(all, following || scroller.scrollTop > scroller.scrollHeight / 2);
    const elements = this.#elementsOf(messages);
    if (!loaded) {
      elements.unshift(this.#box.querySelector('.skeleton') ?? skeleton(6));
    }
    if (answer && this.#window.atEnd) {
      elements.push(this.#elementOfAnswer(answer));
    }
    replaceInPlace(scroller, this.#box, elements, following);
    if (following) {
      this.#follower.toEnd();
    }
    this.#drawMore();
  }

  #elementsOf(messages) {
    const drawn = new Map(messages.map((message) => [message, this.#drawMessage(message)]));
    const elements = [...drawn.values()].map(({ element }) => element);
    for (const [message, known] of this.#drawn) {
      if (!drawn.has(message)) {
        // The text in the editor would be lost.
        message.editing ? drawn.set(message, known) : this.#bodies.release(message);
      }
    }
    this.#drawn = drawn;
    return elements;
  }

  #drawMessage(message) {
    const look = lookOf(message);
    const known = this.#drawn.get(message);
    if (known?.look === look) {
      return known;
    }
    const streamed = known ? undefined : this.#bodies.known(message);
    const body = this.#bodies.of(message);
    const frame = streamed?.isConnected ? streamed.closest('.message') : undefined;
    const element = messageElement(message, body, this.#bodies.thoughtOf(message), frame);
    if (message.html !== undefined) {
      enrich(body);
    }
    return { element, look };
  }

  /** The same element from the first word to the last. */
  #elementOfAnswer(answer) {
    const now = this.#box.querySelector(`.message.${answer.state}[data-answer]`);
    const body = answer.state === WRITING ? this.#bodies.ofAnswer(answer) : null;
    const thought = this.#bodies.thoughtOf(answer);
    const parts = [body, thought].filter(Boolean);
    const same = now && (answer.state === WAITING || (parts.length > 0 && parts.every((part) => now.contains(part))));
    return same ? now : answerElement(answer, body, thought);
  }

  /** Draws, or loads, more messages at the end of the window that the reader is near. */
  async #drawMore() {
    const thread = this.#thread;
    if (!thread || this.#loading) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const all = thread.messages;
    const [start, end] = this.#window.range(all);
    const full = this.#follower.following && end - start >= MOST;
    const nearTop = scrollTop < NEAR && !full;
    if (nearTop && start > 0) {
      this.#window.moveUp(all);
      this.#draw();
    } else if (nearTop && thread.hasMore) {
      await this.#load(() => thread.loadOlder());
    } else if (scrollHeight - scrollTop - clientHeight < NEAR) {
      if (!this.#window.atEnd) {
        this.#window.moveDown(all);
        this.#draw();
      } else if (!thread.atEnd && !this.#follower.following) {
        await this.#load(() => import('../conversation/place.js').then(({ loadNewer }) => loadNewer(thread)));
      }
    }
  }

  async #load(load) {
    this.#loading = true;
    try {
      await load();
    } catch (error) {
      announce(events.REQUEST_FAILED, { error });
    } finally {
      this.#loading = false;
    }
    if (this.#window.range(this.#thread.messages)[0] > 0) {
      this.#drawMore();
    }
  }
}
