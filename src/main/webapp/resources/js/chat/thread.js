/**
 * One open conversation: its loaded messages, oldest first, and what is under way. Knows nothing of the page.
 *
 * A message is `{role, content, timestamp, seq?, model?, seconds?, key?, state}` with state `kept`, `sending` or `failed`.
 * `answer` is null, `{state: 'waiting'}` or `{state: 'failed', reason}`.
 */
import { getMessages } from '../api/conversations.js';

export class Thread {
  id;
  messages = [];
  hasMore = false;
  loaded = false;
  answer = null;
  #listeners = new Set();

  /** @param {string|null} id null for a chat that has no message yet */
  constructor(id) {
    this.id = id;
    this.loaded = id === null;
  }

  /** @returns {() => void} ends it */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    this.#listeners.forEach((listener) => listener(this));
  }

  get busy() {
    return this.answer?.state === 'waiting' || this.messages.some((message) => message.state === 'sending');
  }

  /** The newest page; messages that are not kept yet stay at the end. */
  async loadNewest() {
    const page = await getMessages(this.id);
    const local = this.messages.filter((message) => message.state !== 'kept');
    const measured = new Map(this.messages.map((message) => [message.seq, message.seconds]));
    this.messages = [...page.messages.map((wire) => kept(wire, measured.get(wire.seq))), ...local];
    this.hasMore = page.has_more;
    this.loaded = true;
    this.changed();
  }

  /** The page before the oldest loaded message. */
  async loadOlder() {
    const first = this.messages[0]?.seq;
    if (!this.hasMore || first === undefined) {
      return;
    }
    const page = await getMessages(this.id, first);
    this.messages = [...page.messages.map((wire) => kept(wire)), ...this.messages];
    this.hasMore = page.has_more;
    this.changed();
  }

  /**
   * Gives the answers their thinking times, where it is plain which belongs to which: the whole conversation is loaded
   * and there are as many times as answers. A welcome that answers nothing has none.
   */
  time(seconds) {
    const answers = this.messages.filter((message, index, all) => message.role === 'assistant' && all[index - 1]?.role === 'user');
    if (!this.hasMore && answers.length === seconds.length) {
      answers.forEach((message, index) => (message.seconds ??= seconds[index]));
      this.changed();
    }
  }

  add(message) {
    this.messages.push(message);
    this.changed();
  }

  /** The server has it, under this seq; should it have been loaded meanwhile, it is shown once. */
  acknowledge(message, seq) {
    this.messages = this.messages.filter((other) => other === message || other.seq !== seq);
    Object.assign(message, { seq, state: 'kept' });
    this.changed();
  }

  /** Takes an answer the server stored. */
  addAnswer(wire, seconds) {
    this.answer = null;
    if (this.messages.some((message) => message.seq !== undefined && message.seq === wire.seq)) {
      this.changed();
    } else {
      this.add(kept(wire, seconds));
    }
  }
}

function kept(wire, measured = undefined) {
  const seconds = measured ?? wire.metrics?.totalTime;
  return { ...wire, seconds: Number.isFinite(seconds) ? seconds : undefined, state: 'kept' };
}
