/** The part of a thread that is drawn. It moves with the reader, so that a long thread costs no more than a short one. */

/** Messages drawn at most, and the number added when the reader comes near an end. */
export const MOST = 200;
const STEP = 50;

export class MessageWindow {
  /** The first message drawn, null for the default. */
  #first = null;
  /** The last message drawn, null if that is the newest, whichever it is. */
  #last = null;

  /** Whether it may be of any size. */
  #whole = false;

  /** Whether the newest message is in it. */
  get atEnd() {
    return this.#last === null;
  }

  reset() {
    this.#whole = false;
    this.#first = null;
    this.#last = null;
  }

  /** Indexes of the first message and after the last. Starts over if the messages are of another branch now. */
  range(all) {
    const end = all.indexOf(this.#last) + 1 || all.length;
    const start = all.indexOf(this.#first);
    return [start < 0 ? Math.max(0, end - STEP) : start, end];
  }

  /** Cuts it to its greatest size, at its beginning or its end. @returns {object[]} the messages in it */
  fit(all, keepEnd) {
    let [start, end] = this.range(all);
    if (end - start > MOST && !this.#whole) {
      start = keepEnd ? end - MOST : start;
      end = start + MOST;
    }
    this.#first = all[start] ?? null;
    this.#last = end < all.length ? all[end - 1] : null;
    return all.slice(start, end);
  }

  /** All messages are in it, until it is reset. */
  takeAll(all) {
    this.#whole = true;
    this.#first = all[0] ?? null;
    this.#last = null;
  }

  moveUp(all) {
    const [start] = this.range(all);
    this.#first = all[Math.max(0, start - STEP)];
  }

  moveDown(all) {
    const [start, end] = this.range(all);
    const next = Math.min(end + STEP, all.length);
    this.#first = all[Math.max(start, next - MOST)];
    this.#last = all[next - 1];
  }
}
