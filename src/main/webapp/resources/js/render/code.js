/** Adds a head to each block of code: its language and a copy button. */
import { copy } from '../clipboard.js';
import { el } from '../dom.js';
import { word } from '../words.js';
import { within } from './within.js';

const SHOWN = 2000; // ms for which the button shows the result

export function enrich(element) {
  for (const code of within(element, 'pre > code', 'head')) {
    code.parentElement.prepend(head(code));
  }
}

function head(code) {
  const name = /language-(\S+)/.exec(code.className)?.[1];
  const language = name === 'mermaid' ? word('js.code.mermaid') : (name ?? word('js.code.plain'));
  const status = el('span', { class: 'visually-hidden', role: 'status' });
  const button = el('button', { type: 'button', class: 'text-button', onclick: press }, word('js.code.copy'));
  let timer;

  async function press() {
    const said = await copy(code.textContent).then(
      () => 'js.code.copied',
      () => 'js.code.copy-failed',
    );
    button.textContent = word(said);
    status.textContent = word(said);
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = word('js.code.copy');
      status.textContent = '';
    }, SHOWN);
  }

  return el('span', { class: 'code-head' }, el('span', { class: 'language' }, language), status, button);
}
