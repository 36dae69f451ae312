/** Colours code of known languages. The library is loaded for the first such code. */
import { library, whenIdle } from './library.js';
import { within } from './within.js';

const LONGEST = 50_000; // characters; longer code stays plain

export function enrich(element) {
  const codes = within(element, 'pre > code[class^="language-"]', 'coloured');
  const coloured = codes.filter((code) => code.textContent.length <= LONGEST);
  if (coloured.length > 0) {
    library('highlight.js').then(
      () => whenIdle(coloured, colour),
      () => coloured.forEach((code) => delete code.dataset.coloured), // stays plain; the next call tries again
    );
  }
}

function colour(code) {
  const { hljs } = globalThis;
  const language = code.className.replace('language-', '').toLowerCase();
  if (!hljs.getLanguage(language)) {
    return;
  }
  const source = code.textContent;
  const spans = document.createElement('template');
  spans.innerHTML = hljs.highlight(source, { language, ignoreIllegals: true }).value; // the library escapes the source
  const isOnlyColour = [...spans.content.querySelectorAll('*')].every(isColour);
  if (isOnlyColour && spans.content.textContent === source) {
    code.replaceChildren(spans.content);
  }
}

function isColour(element) {
  return element.localName === 'span' && element.getAttributeNames().every((name) => name === 'class');
}
