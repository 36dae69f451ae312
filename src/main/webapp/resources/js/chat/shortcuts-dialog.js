/** The list of the keyboard shortcuts. */
import { el } from '../dom.js';
import { ask } from '../ui/dialog.js';
import { word } from '../words.js';
import { singleKeys } from './shortcuts.js';

const ALWAYS = [
  ['js.keys.send', 'Enter'],
  ['js.keys.break', 'Shift', 'Enter'],
  ['js.keys.edit-last', '↑'],
  ['js.keys.stop', 'Esc'],
  ['js.keys.search', 'Ctrl', 'K'],
  ['js.keys.list', 'Ctrl', '/'],
];
const SINGLE = [
  ['js.keys.new', 'N'],
  ['js.keys.temporary', 'T'],
  ['js.keys.search', '/'],
  ['js.keys.write', 'W'],
  ['js.keys.next', 'J'],
  ['js.keys.previous', 'K'],
  ['js.keys.sidebar', 'B'],
  ['js.keys.model', 'M'],
  ['js.keys.prompt', 'I'],
  ['js.keys.copy', 'Y'],
  ['js.keys.again', 'R'],
  ['js.keys.edit', 'U'],
  ['js.keys.export', 'E'],
  ['js.keys.end', 'G'],
  ['js.keys.list', '?'],
];

/** Its switch says whether single keys are shortcuts. */
export function showShortcuts() {
  const meaning = el('p', { class: 'small', id: 'keys-meaning' });
  const single = table(SINGLE);
  const attributes = {
    type: 'checkbox',
    role: 'switch',
    'aria-describedby': meaning.id,
    onchange: () => set(box.checked),
  };
  const box = el('input', attributes);
  const set = (on) => {
    singleKeys.on = on;
    meaning.textContent = word(on ? 'js.keys.single.on' : 'js.keys.single.off');
    single.classList.toggle('off', !on);
  };
  box.checked = singleKeys.on;
  set(box.checked);
  const choice = el('label', { class: 'choice' }, box, word('js.keys.single'));
  const content = [table(ALWAYS), el('div', { class: 'single' }, choice, meaning), single];
  ask({ title: word('js.keys.title'), content, no: word('js.close'), wide: true });
}

function table(shortcuts) {
  const line = ([label, ...keys]) => {
    const combination = keys.map((key) => el('kbd', {}, key));
    return el('div', {}, el('dt', {}, word(label)), el('dd', {}, ...combination));
  };
  return el('dl', { class: 'keys' }, ...shortcuts.map(line));
}
