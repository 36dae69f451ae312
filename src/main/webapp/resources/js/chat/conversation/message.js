/** The states of a message. */
export const KEPT = 'kept';
export const SENDING = 'sending';
export const FAILED = 'failed';

/** One message of a thread, stored or not. Fields are named as on the wire where they come from there. */
export class Message {
  /** Unset until the message is stored. */
  id;
  /** The place in the conversation, from 0; unset until the message is stored, and always in a temporary chat. */
  seq;
  /** `user`, `assistant`, `system` or `tool` */
  role;
  content;
  /** The content as rendered by the server; unset for messages that are shown as plain text. */
  html;
  timestamp;
  /** The `seq` of the message it continues, if that is not the one before. */
  parent;
  /** The `seq` of each version of this message, its own included, if there are several. */
  siblings;
  model;
  metrics;
  finish_reason;
  /** What the model thought before the answer, and for how many seconds. */
  reasoning;
  reasoning_time;
  /** The calls of tools that led to it, and what is known of files that were sent along. */
  tool_calls;
  attachments;
  state = KEPT;
  /** The idempotency key, the same for every try to send. */
  key;
  /** The versions it will be a sibling of once it is stored. */
  beside;
  /** Whether its conversation was deleted elsewhere, so that it cannot be sent. */
  gone = false;
  /** Why sending failed. */
  reason;
  /** Whether sending failed because the server could not be reached. */
  away = false;
  /** How long the first words took, in seconds. */
  thought;
  /** Why its answer failed, which may be empty, if another message follows it. */
  unanswered;
  /** The messages that this one replaces until it is stored. */
  shelved;
  /** The Answer this message was while it was written, if this page received the same text then. */
  streamed;
  /** The `seq` the branch ends in; only in the newest loaded message, if newer ones are not loaded. */
  leadsTo;
  /** Whether the person is editing it. */
  editing = false;

  constructor(fields) {
    Object.assign(this, fields);
  }

  /** Takes over the fields of the stored message. */
  update(wire) {
    Object.assign(this, { siblings: undefined, leadsTo: undefined, state: KEPT }, wire);
    return this;
  }

  /** Whether a stored message is this one, which this page sent. It set the timestamp. */
  isStoredAs({ role, content, timestamp }) {
    return role === this.role && content === this.content && Date.parse(timestamp) === Date.parse(this.timestamp);
  }

  /** The `seq` of the message that a stored one continues, -1 if it begins the conversation. */
  get parentSeq() {
    return this.parent ?? this.seq - 1;
  }

  /** The `seq` of each version of a stored message, its own included. */
  get versions() {
    return this.siblings ?? [this.seq];
  }
}
