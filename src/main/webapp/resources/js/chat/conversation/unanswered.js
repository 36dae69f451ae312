/** The messages whose answers failed before the next message was sent. This browser remembers them until they are answered. */
import { read, write } from '../../storage.js';

/** With the prefix of the drafts, so that logging out clears them too. */
const keyOf = (id) => `parley-draft:unanswered:${id}`;

/** @returns {number[]} the `seq` of each */
export function unansweredOf(id) {
  return read(keyOf(id))?.split(',').map(Number) ?? [];
}

/** @param {string} [reason] why there is no answer, which may be empty; undefined once it is asked for again */
export function setUnanswered({ id, temporary }, message, reason) {
  message.unanswered = reason;
  if (!temporary) {
    const others = unansweredOf(id).filter((seq) => seq !== message.seq);
    write(keyOf(id), (reason === undefined ? others : [...others, message.seq]).join() || null);
  }
}
