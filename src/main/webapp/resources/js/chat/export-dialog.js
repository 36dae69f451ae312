/** Saves one conversation as a file. Loaded at its first use. */
import { exported } from '../api/exports.js';
import { el } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { askAndAct } from '../ui/dialog-act.js';
import { styles } from '../ui/styles.js';
import { word } from '../words.js';

/** Each with its name and what it is for. */
const FORMATS = [
  ['markdown', 'js.save-as.markdown', 'js.save-as.markdown-hint'],
  ['html', 'js.save-as.html', 'js.save-as.html-hint'],
  ['pdf', 'js.save-as.pdf', 'js.save-as.pdf-hint'],
  ['json', 'js.save-as.json', 'js.save-as.json-hint'],
];
/** ms that a browser may take to begin saving. */
const PATIENCE = 60_000;
const NOT_ACCEPTABLE = 406;

/** @param {{id: string, title: string}} conversation */
export async function exportConversation({ id, title }) {
  await styles('formats');
  const choice = el(
    'fieldset',
    { class: 'formats' },
    el('legend', { class: 'visually-hidden' }, word('js.save-as.format')),
    ...FORMATS.map(([format, name, use], index) => {
      const input = el('input', { type: 'radio', name: 'format', value: format, checked: index === 0 });
      const hint = el('span', { class: 'small' }, word(use));
      return el('label', { class: 'choice' }, input, el('span', {}, word(name), el('br'), hint));
    }),
  );
  await askAndAct(
    { title: word('js.save-as.title', title), content: [choice], yes: word('js.save-as.yes') },
    told,
    () => save(id, choice.querySelector(':checked').value),
  );
}

async function save(id, format) {
  const { name, file } = await exported(id, format);
  const href = URL.createObjectURL(file);
  el('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), PATIENCE);
}

function told(error) {
  return error.status === NOT_ACCEPTABLE
    ? word('js.save-as.no-pdf')
    : `${word('js.save-as.failed')} ${reasonOf(error)}`;
}
