/** Keeps the end in sight while the reader is there, and lets go as soon as the reader scrolls up. */

/**
 * @param {HTMLElement} scroller the box that scrolls
 * @param {HTMLElement} content what grows inside it
 * @param {{isWhole: () => boolean, onScroll: (following: boolean) => void}} acts whether the content's end is the newest there is
 */
export function scrolling(scroller, content, { isWhole, onScroll }) {
  let following = true;
  let last = 0;
  const toGo = () => (isWhole() ? 0 : Infinity) + scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

  function toEnd() {
    following = true;
    scroller.scrollTop = content.hidden ? 0 : scroller.scrollHeight;
    last = scroller.scrollTop;
    onScroll(following);
  }

  scroller.addEventListener(
    'scroll',
    () => {
      // Shrinking content also moves the box up, but then it stands at its end.
      following = toGo() < 4 || (following && scroller.scrollTop >= last);
      last = scroller.scrollTop;
      onScroll(following);
    },
    { passive: true },
  );
  // A growing answer, a picture that came late, a composer that takes room away: whoever was at the end stays there.
  const watch = new ResizeObserver(() => {
    following ||= toGo() < 4;
    following ? toEnd() : onScroll(following);
  });
  watch.observe(scroller);
  watch.observe(content);

  return {
    toEnd,
    get following() {
      return following;
    },
  };
}
