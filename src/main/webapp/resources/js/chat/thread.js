/**
 * One open conversation: the loaded messages of the branch that is shown, oldest first, and what is under way. Knows
 * nothing of the page.
 *
 * A message is `{role, content, html?, timestamp, seq?, parent?, siblings?, model?, metrics?, finish_reason?, key?, state}`
 * with state `kept`, `sending` or `failed`. `answer` is the answer that is being written; see answering.js.
 */
import { getThread } from '../api/conversations.js';

export class Thread {
  id;
  messages = [];
  hasMore = false;
  loaded = false;
  answer = null;
  /** How many messages the conversation has, those of other branches included. */
  count = 0;
  /** The choices that are kept with the conversation: `model`, `systemPrompt`. */
  metadata = {};
  #listeners = new Set();

  /**
   * @param {string|null} id null for a chat that has no message yet
   * @param {boolean} [temporary] whether it never gets an id: nothing of it is stored
   */
  constructor(id, temporary = false) {
    this.id = id;
    this.temporary = temporary;
    this.loaded = id === null;
  }

  /**
   * @param {(thread: Thread, blocks?: {from: number, html: string[]}) => void} listener told of every change; with
   *     `blocks` only the answer has grown
   * @returns {() => void} ends it
   */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(blocks = undefined) {
    this.#listeners.forEach((listener) => listener(this, blocks));
  }

  get busy() {
    return this.answering || this.messages.some((message) => message.state === 'sending');
  }

  get answering() {
    return this.answer !== null && this.answer.state !== 'failed';
  }

  /** The `seq` of the newest kept message of the branch, -1 without any. */
  get head() {
    return this.messages.findLast((message) => message.state === 'kept')?.seq ?? -1;
  }

  /**
   * The newest page; messages that are not kept yet stay at the end, and so does what was scrolled back to if it leads
   * to the same page.
   *
   * @param {object} [where] which branch, see getThread
   */
  async loadNewest(where = {}) {
    const page = await getThread(this.id, where);
    const first = page.messages[0]?.seq;
    const known = this.messages.findIndex((message) => message.seq !== undefined && message.seq === first);
    const older = known > 0 && parentOf(page.messages[0]) === this.messages[known - 1].seq ? this.messages.slice(0, known) : [];
    const local = this.messages.filter((message) => message.state !== 'kept');
    const newest = this.#merged(page.messages);
    this.messages = [...older, ...newest, ...local.filter((message) => !newest.some((one) => isSame(one, message)))];
    this.hasMore = older.length > 0 ? this.hasMore : page.has_more;
    this.count = page.message_count;
    this.metadata = page.metadata ?? {};
    this.loaded = true;
    this.changed();
    return page;
  }

  /** The page before the oldest loaded message. */
  async loadOlder() {
    const before = this.messages[0]?.seq;
    if (!this.hasMore || before === undefined) {
      return;
    }
    const page = await getThread(this.id, { before, head: this.head });
    if (this.messages[0]?.seq === before) {
      this.messages = [...page.messages.map(kept), ...this.messages];
      this.hasMore = page.has_more;
      this.changed();
    }
  }

  /** Messages that are loaded again stay the same objects, so that what is drawn of them stays. */
  #merged(wires) {
    const known = new Map(this.messages.map((message) => [message.id, message]));
    return wires.map((wire) => {
      const message = known.get(wire.id);
      return message ? Object.assign(message, { siblings: undefined, body: message.html === wire.html ? message.body : undefined }, kept(wire)) : kept(wire);
    });
  }

  /**
   * Gives the answers their thinking times, where it is plain which belongs to which: the whole conversation is loaded
   * and there are as many times as answers. A welcome that answers nothing has none.
   */
  time(seconds) {
    const answers = this.messages.filter((message, index, all) => message.role === 'assistant' && all[index - 1]?.role === 'user');
    if (!this.hasMore && answers.length === seconds.length) {
      answers.forEach((message, index) => (message.thought = seconds[index]));
      this.changed();
    }
  }

  /** A message of the person that nobody answers is no end: the answer can be asked for. */
  noteUnanswered() {
    if (this.answer === null && this.messages.at(-1)?.role === 'user' && this.messages.at(-1).state === 'kept') {
      this.answer = { state: 'failed', reason: '' };
      this.changed();
    }
  }

  /** Takes the message at this index and all behind it off the branch. @returns {object[]} those */
  cut(index) {
    return this.messages.splice(index);
  }

  /** The server has it, under this seq; should it have been loaded meanwhile, it is shown once. */
  acknowledge(message, seq, count) {
    this.messages = this.messages.filter((other) => other === message || other.seq !== seq);
    Object.assign(message, { seq, state: 'kept', siblings: message.beside && [...message.beside, seq] });
    this.count = count;
    this.changed();
  }

  /** Takes an answer the server stored, or at the end of a temporary chat only sent. */
  addAnswer(wire) {
    const { beside, html = [], body } = this.answer ?? {};
    this.answer = null;
    if (!this.messages.some((message) => message.id !== undefined && message.id === wire.id)) {
      const siblings = beside && wire.seq !== undefined ? [...beside, wire.seq] : undefined;
      const streamed = squeezed(html.join('')) === squeezed(wire.html ?? '') || wire.html === undefined;
      this.messages.push({ ...kept(wire), siblings, body: streamed ? body : undefined });
    }
    this.count = Math.max(this.count, (wire.seq ?? -1) + 1);
    this.changed();
  }
}

/** The `seq` of the message that a kept one continues, -1 if it begins the conversation. */
export function parentOf(message) {
  return message.parent ?? message.seq - 1;
}

/** The versions of a message, itself included. */
export function versionsOf(message) {
  return message.siblings ?? [message.seq];
}

/** Whether a kept message is the one that was sent: its time was given by this page. */
function isSame(stored, sent) {
  return stored.role === sent.role && stored.content === sent.content && Date.parse(stored.timestamp) === Date.parse(sent.timestamp);
}

/** HTML without the space around its blocks. */
function squeezed(html) {
  return html.replace(/>\s+</g, '><').trim();
}

function kept(wire) {
  return { ...wire, state: 'kept' };
}
