/** Shows the message at which a conversation was opened. Loaded at its first use. */
import { say } from '../announcer.js';

/** ms for which the message stays marked */
const MARKED = 4_000;

/** Scrolls to the element of the message, marks it for a while, and gives it the focus. */
export function showFound(element) {
  element.scrollIntoView({ block: element.offsetHeight > window.innerHeight / 2 ? 'start' : 'center' });
  element.classList.add('found');
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  say('js.place.found');
  setTimeout(() => element.classList.remove('found'), MARKED);
}
