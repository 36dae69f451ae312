/** Keeps the end of the messages in sight while the reader is there, and stops as soon as the reader scrolls up. */

/** px that count as being at the end */
const AT_END = 4;

export class EndFollower {
  following = true;
  #scroller;
  #content;
  #parts;
  #lastTop = 0;

  /**
   * @param {HTMLElement} scroller the box that scrolls
   * @param {HTMLElement} content what grows inside it
   * @param {{hasEnd: () => boolean, onScroll: (following: boolean) => void}} parts `hasEnd` says whether the newest message
   *     is in the content
   */
  constructor(scroller, content, parts) {
    this.#scroller = scroller;
    this.#content = content;
    this.#parts = parts;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // The answer grows, a formula is drawn late, the composer takes up more room.
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(scroller);
    sizes.observe(content);
  }

  toEnd() {
    this.following = true;
    this.#scroller.scrollTop = this.#content.hidden ? 0 : this.#scroller.scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
    this.#parts.onScroll(this.following);
  }

  get #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return this.#parts.hasEnd() && scrollHeight - scrollTop - clientHeight < AT_END;
  }

  #scrolled() {
    const { scrollTop } = this.#scroller;
    // Content that shrinks moves the box up too, but then it is at its end.
    this.following = this.#atEnd || (this.following && scrollTop >= this.#lastTop);
    this.#lastTop = scrollTop;
    this.#parts.onScroll(this.following);
  }

  #resized() {
    this.following ||= this.#atEnd;
    this.following ? this.toEnd() : this.#parts.onScroll(this.following);
  }
}
