/**
 * The keys of the page. Single keys work where nobody is writing and can be switched off (WCAG 2.1.4); Escape and
 * Ctrl+/ work everywhere.
 */
import { el } from '../dom.js';
import { read, write } from '../storage.js';
import { word } from '../words.js';
import { asked } from './dialog.js';

const OFF = 'parley-keys';
const isOn = () => read(OFF) !== 'off';

/** @param {Record<string, () => void>} acts by the names below; without one the key is not taken */
export function shortcuts(acts) {
  const keys = {
    '?': ['js.keys.list', show],
    n: ['js.keys.new', acts.new],
    t: ['js.keys.temporary', acts.temporary],
    '/': ['js.keys.write', acts.write],
    j: ['js.keys.next', acts.next],
    k: ['js.keys.previous', acts.previous],
    b: ['js.keys.sidebar', acts.sidebar],
    m: ['js.keys.model', acts.model],
    i: ['js.keys.prompt', acts.prompt],
    y: ['js.keys.copy', acts.copy],
    r: ['js.keys.again', acts.again],
    e: ['js.keys.edit', acts.edit],
    g: ['js.keys.end', acts.end],
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open], [popover]:popover-open')) {
      return;
    }
    if (event.key === '/' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      show();
    } else if (event.key === 'Escape') {
      acts.stop(event.target);
    } else if (isOn() && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target) && keys[event.key]) {
      event.preventDefault();
      keys[event.key][1]();
    }
  });

  function show() {
    const on = el('input', { type: 'checkbox', onchange: ({ target }) => write(OFF, target.checked ? null : 'off') });
    on.checked = isOn();
    const also = [
      ['js.keys.send', 'Enter'],
      ['js.keys.break', 'Shift', 'Enter'],
      ['js.keys.edit-last', '↑'],
      ['js.keys.stop', 'Esc'],
      ['js.keys.list', '?', 'Ctrl', '/'],
    ];
    const singles = Object.entries(keys).slice(1).map(([key, [label]]) => [label, key.toUpperCase()]);
    const line = ([label, ...combination]) => el('div', {}, el('dt', {}, word(label)), el('dd', {}, ...combination.map((key) => el('kbd', {}, key))));
    asked({
      title: word('js.keys.title'),
      content: [
        el('dl', { class: 'keys' }, ...also.map(line)),
        el('label', { class: 'choice' }, on, word('js.keys.single')),
        el('dl', { class: 'keys' }, ...singles.map(line)),
      ],
      no: word('js.close'),
      wide: true,
    });
  }

  return { show };
}

function isWriting(target) {
  return target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
}
