/** The states of an answer. Once it is complete it becomes a Message. */
export const WAITING = 'waiting';
export const THINKING = 'pondering';
export const WRITING = 'writing';
export const FAILED = 'failed';

/** The answer to the last message of a thread while it is being written, or after it failed. */
export class Answer {
  /** `waiting` until the first words arrive; `pondering` while the model thinks, then `writing` */
  state = WAITING;
  /** Unset until the server has accepted the request. */
  id;
  model;
  /** What the model has thought so far. */
  reasoning = '';
  /** The rendered blocks so far. */
  html = [];
  /** The `seq` of each earlier version of this answer. */
  beside;
  /** The messages this answer replaces; they come back if it fails. */
  shelved = [];
  /** Why it failed. */
  reason;
  /** Whether the person asked to stop it. */
  stopping = false;

  constructor(fields) {
    Object.assign(this, fields);
  }
}
