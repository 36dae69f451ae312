/** The list of an answer's times and tokens, with the average of the conversation. */
import { el } from '../../dom.js';
import { currentConversation } from '../../stores/conversations.js';
import { secondsOf } from '../../time.js';
import { plural, word } from '../../words.js';

/**
 * Opens above the button.
 *
 * @param {[string, string][]} rows name and value of each figure
 */
export function showFigures(button, rows, label) {
  const { responseCount = 0, averageThinkingTime } = currentConversation.get() ?? {};
  const average =
    responseCount > 1
      ? [[word('js.figures.average'), plural('js.pace', responseCount, secondsOf(averageThinkingTime))]]
      : [];
  const popup = el(
    'div',
    {
      class: 'menu details',
      popover: 'auto',
      role: 'dialog',
      'aria-label': label,
      tabindex: -1,
      ontoggle: ({ newState }) => newState === 'closed' && popup.remove(),
    },
    el(
      'dl',
      {},
      ...[...rows, ...average].map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    ),
  );
  document.body.append(popup);
  popup.showPopover();
  const { left, right, top } = button.getBoundingClientRect();
  const start = getComputedStyle(button).direction === 'rtl' ? right - popup.offsetWidth : left;
  popup.style.left = `${Math.max(8, Math.min(start, window.innerWidth - popup.offsetWidth - 8))}px`;
  popup.style.top = `${Math.max(8, top - popup.offsetHeight - 4)}px`;
  popup.focus();
}
