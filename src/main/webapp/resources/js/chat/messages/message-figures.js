/** The quiet line under a message: its model and time, and a button that shows how long the answer took and its tokens. */
import { el } from '../../dom.js';
import { momentOf, secondsOf } from '../../time.js';
import { number, word } from '../../words.js';

/** @returns {(HTMLElement|string|false|undefined)[]} */
export function figures(message) {
  const { model, timestamp } = message;
  return [
    model && el('span', { class: 'model', title: model }, model.replace(/^(ollama|openai):/, '')),
    timestamp && el('time', { datetime: timestamp }, momentOf(timestamp)),
    rowsOf(message).length > 0 && more(message),
  ];
}

function rowsOf({ thought, metrics = {} }) {
  const { totalTime, completionTokens, totalTokens, tokensPerSecond } = metrics;
  return [
    ['js.figures.first', thought, secondsOf],
    ['js.figures.took', totalTime, secondsOf],
    ['js.figures.tokens', completionTokens ?? totalTokens, number],
    ['js.figures.pace', tokensPerSecond, (value) => word('js.message.pace', number(value, 1))],
  ]
    .filter(([, value]) => Number.isFinite(value))
    .map(([key, value, text]) => [word(key), text(value)]);
}

/** The rows are those of the moment it is opened: the time of the first word comes after the answer. */
function more(message) {
  const label = word('js.figures');
  return el(
    'button',
    {
      class: 'icon-button small info',
      type: 'button',
      title: label,
      'aria-label': label,
      'aria-haspopup': 'dialog',
      onclick: ({ currentTarget }) => open(currentTarget, rowsOf(message), label),
    },
    'i',
  );
}

/** Loads the list at its first use; without a connection there is none. */
async function open(button, rows, label) {
  const list = await import('./figures-list.js').catch(() => null);
  list?.showFigures(button, rows, label);
}
