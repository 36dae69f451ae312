/** Replaces the children of a box that is being read. */

/**
 * Gives the box exactly these children. What the reader sees stays where it is, unless the box follows its end, and the
 * keyboard focus stays inside.
 *
 * @param {HTMLElement} scroller the box that scrolls
 * @param {HTMLElement} box
 * @param {HTMLElement[]} elements
 * @param {boolean} following whether the box follows its end
 */
export function replaceInPlace(scroller, box, elements, following) {
  const wanted = new Set(elements);
  const top = scroller.getBoundingClientRect().top;
  const isRead = (child) => wanted.has(child) && child.getBoundingClientRect().bottom > top;
  const read = following ? undefined : [...box.children].find(isRead);
  const before = read?.getBoundingClientRect().top;
  const focused = box.contains(document.activeElement);
  replace(box, elements, wanted);
  if (focused && !box.contains(document.activeElement)) {
    scroller.focus({ preventScroll: true });
  }
  if (read && read.getBoundingClientRect().top !== before) {
    scroller.scrollTop += read.getBoundingClientRect().top - before;
  }
}

/** Moves only the children that are not in their place. */
function replace(box, elements, wanted) {
  [...box.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
  let place = box.firstElementChild;
  for (const element of elements) {
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      box.insertBefore(element, place);
    }
  }
}
