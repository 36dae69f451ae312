/**
 * One open conversation: the loaded messages of the branch that is shown, oldest first, and the answer under way. Knows
 * nothing of the page.
 */
import { getThread } from '../../api/conversations.js';
import { Answer, FAILED } from './answer.js';
import { withUnsent } from './choices.js';
import { KEPT, Message, SENDING } from './message.js';
import { unansweredOf } from './unanswered.js';

export class Thread {
  /** null until the first message is stored; always null for a temporary chat. */
  id;
  /** Whether nothing of the chat is stored. */
  temporary;
  messages = [];
  hasMore = false;
  loaded;
  /** The `seq` of the message it was opened at, while a branch through that is shown. */
  place;
  /** The id of the project that a new chat is begun in. */
  project;
  /** Whether the conversation was deleted elsewhere, so that nothing can be sent. */
  gone = false;
  /** @type {Answer|null} */
  answer = null;
  /** How many messages the conversation has, including other branches. */
  count = 0;
  /** The choices stored with the conversation: `model`, `systemPrompt`. */
  metadata = {};
  /** Ends the stream of the current answer. @type {AbortController|null} */
  #stream = null;
  #listeners = new Set();

  /**
   * @param {string|null} id null for a chat without messages
   * @param {boolean} [temporary]
   */
  constructor(id, temporary = false) {
    this.id = id;
    this.temporary = temporary;
    this.loaded = id === null;
  }

  /**
   * @param {(thread: Thread, blocks?: {from: number, html: string[]} | {reasoning: string}) => void} listener called
   *     after every change; with `blocks` only the answer or its thought got longer
   * @returns {() => void} removes the listener
   */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(blocks = undefined) {
    this.#listeners.forEach((listener) => listener(this, blocks));
  }

  get busy() {
    return this.gone || this.answering || this.messages.some((message) => message.state === SENDING);
  }

  get answering() {
    return this.answer !== null && this.answer.state !== FAILED;
  }

  /** The messages that are not stored. */
  get pending() {
    return this.messages.filter((message) => message.state !== KEPT);
  }

  /** The `seq` of the newest stored message of the branch, -1 without any. */
  get head() {
    return this.#last?.leadsTo ?? this.#last?.seq ?? -1;
  }

  /** Whether the newest messages of the branch are loaded. */
  get atEnd() {
    return this.#last?.leadsTo === undefined;
  }

  get #last() {
    return this.messages.findLast((message) => message.state === KEPT);
  }

  /** A signal for the stream of the next answer; ends the stream of the one before. @returns {AbortSignal} */
  renewStream() {
    this.endStream();
    this.#stream = new AbortController();
    return this.#stream.signal;
  }

  endStream() {
    this.#stream?.abort();
  }

  /**
   * Loads the newest page. Unsent messages stay at the end. Older messages that were loaded before stay if they lead to
   * this page.
   *
   * @param {object} [where] which branch, see getThread; by default one through `place`, or else the one chosen last
   */
  async loadNewest(where = undefined) {
    const { place } = this;
    const page = await getThread(this.id, where ?? (place === undefined ? {} : { through: place }));
    this.place = where ? undefined : place;
    const newest = this.#merged(page.messages);
    const first = this.messages.findIndex(({ seq }) => seq !== undefined && seq === newest[0]?.seq);
    const leadsHere = first > 0 && newest[0].parentSeq === this.messages[first - 1].seq;
    const older = leadsHere ? this.messages.slice(0, first) : [];
    const unsent = this.pending.filter((message) => !newest.some((one) => message.isStoredAs(one)));
    this.messages = [...older, ...newest, ...unsent];
    this.hasMore = leadsHere ? this.hasMore : page.has_more;
    this.take(page);
    if (!this.answering && this.messages.at(-1)?.role === 'assistant') {
      this.answer = null; // one that failed here came elsewhere
    }
    this.refresh();
    return page;
  }

  /** Takes over what a page says of the conversation. */
  take({ message_count, metadata = {} }) {
    this.count = message_count;
    this.metadata = withUnsent(this.id, metadata);
    this.loaded = true;
  }

  /** Loads the page before the oldest loaded message. */
  async loadOlder(limit = undefined) {
    const before = this.messages[0]?.seq;
    if (!this.hasMore || before === undefined) {
      return;
    }
    const page = await getThread(this.id, { before, head: this.head }, limit);
    if (this.messages[0]?.seq === before) {
      this.messages = [...page.messages.map((wire) => new Message(wire)), ...this.messages];
      this.hasMore = page.has_more;
      this.refresh();
    }
  }

  /** Messages were loaded. */
  refresh() {
    this.#markUnanswered();
    this.changed();
  }

  /** Marks the messages whose answers failed before the next message was sent. */
  #markUnanswered() {
    const failed = unansweredOf(this.id);
    this.messages.forEach((message, index, all) => {
      const marked = failed.includes(message.seq) && all[index + 1]?.role === 'user';
      message.unanswered = marked ? (message.unanswered ?? '') : undefined;
    });
  }

  /**
   * A message that is loaded again stays the same object, so the page need not draw it again. One that is being sent is not
   * taken from the loaded ones: it is stored once its sending is acknowledged, and its answer is asked for then.
   */
  #merged(wires) {
    const known = new Map(this.messages.map((message) => [message.id, message]));
    const sending = this.messages.filter(({ state }) => state === SENDING);
    return wires
      .filter((wire) => !sending.some((message) => message.isStoredAs(wire)))
      .map((wire) => known.get(wire.id)?.update(wire) ?? new Message(wire));
  }

  /**
   * Gives the answers the times until their first words, if the whole conversation is loaded and there is one time for each answer. A
   * welcome by the assistant is no answer.
   *
   * @param {number[]} seconds
   * @param {boolean} [isNew] whether the last time is that of the last answer
   */
  setThinkingTimes(seconds, isNew = false) {
    if (isNew && this.messages.at(-1)?.role === 'assistant') {
      this.messages.at(-1).thought = seconds.at(-1);
      if (!this.messages.at(-1).metrics) {
        this.changed();
      }
    }
    const answers = this.messages.filter(
      (message, index, all) => message.role === 'assistant' && all[index - 1]?.role === 'user',
    );
    if (!this.hasMore && answers.length === seconds.length) {
      answers.forEach((message, index) => (message.thought = seconds[index]));
      this.changed();
    }
  }

  /** If the last message has no answer, shows that as a failed answer, which can be retried. */
  noteUnanswered() {
    const last = this.messages.at(-1);
    if (this.answer === null && this.atEnd && last?.role === 'user' && last.state === KEPT) {
      this.answer = new Answer({ state: FAILED, reason: '' });
      this.changed();
    }
  }

  /** Removes the message at this index and all after it. @returns {Message[]} the removed messages */
  cut(index) {
    return this.messages.splice(index);
  }

  /** The server stored the message under this seq. If it was also loaded meanwhile, it is shown once. */
  acknowledge(message, seq, count) {
    this.messages = this.messages.filter((other) => other === message || other.seq !== seq);
    Object.assign(message, {
      seq,
      state: KEPT,
      shelved: undefined,
      siblings: message.beside && [...message.beside, seq],
    });
    this.#leavePlace(message.beside);
    this.count = count;
    this.changed();
  }

  /** A new version of a message may not lead through the place. */
  #leavePlace(beside) {
    this.place = beside ? undefined : this.place;
  }

  /** Replaces the answer under way with the complete message. */
  addAnswer(wire) {
    const { answer } = this;
    this.answer = null;
    if (wire.id === undefined || !this.messages.some((message) => message.id === wire.id)) {
      const beside = answer?.beside;
      const siblings = beside && wire.seq !== undefined ? [...beside, wire.seq] : undefined;
      const sameText = wire.html === undefined || squeezed(answer?.html.join('') ?? '') === squeezed(wire.html);
      this.messages.push(new Message({ ...wire, siblings, streamed: sameText ? answer : undefined }));
    }
    this.#leavePlace(answer?.beside);
    this.count = Math.max(this.count, (wire.seq ?? -1) + 1);
    this.changed();
  }
}

/** HTML without the space around its blocks. */
function squeezed(html) {
  return html.replace(/>\s+</g, '><').trim();
}
