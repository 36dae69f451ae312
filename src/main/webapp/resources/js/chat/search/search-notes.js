/** What the search says instead of results, or above them. */
import { el } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import { ROOT } from '../../root.js';
import { number, word } from '../../words.js';

/** What can be typed, by an example and its meaning. */
const OPERATORS = [
  ['"red kite"', 'js.search.tip.phrase'],
  ['kite*', 'js.search.tip.begin'],
  ['-kite', 'js.search.tip.without'],
  ['in:title', 'js.search.tip.title'],
  ['role:user', 'js.search.tip.role'],
  ['before:2026-01-31', 'js.search.tip.before'],
  ['after:2026-01-31', 'js.search.tip.after'],
  ['tag:birds', 'js.search.tip.tag'],
  ['project:garden', 'js.search.tip.project'],
  ['is:pinned', 'js.search.tip.pinned'],
  ['is:archived', 'js.search.tip.archived'],
];

/** What can be typed, below a sentence. */
export function tips(sentence) {
  const line = ([example, meaning]) =>
    el('div', {}, el('dt', {}, el('code', { dir: 'ltr' }, example)), el('dd', {}, word(meaning)));
  return el('div', { class: 'tips' }, el('p', {}, sentence), el('dl', {}, ...OPERATORS.map(line)));
}

/** Nothing was found: what to try. */
export function nothing(query) {
  const words = el('p', { class: 'none', dir: 'auto' }, word('js.search.none', query));
  return el('div', {}, words, tips(word('js.search.try')));
}

/** The sentences above the results, if there are any: what was searched instead, and what is not searched yet. */
export function above(query, { corrected, indexing }) {
  const sentences = [];
  if (corrected) {
    sentences.push(word('js.search.corrected', query, corrected));
  }
  if (indexing?.done < indexing?.total) {
    const percent = number(Math.floor((100 * indexing.done) / indexing.total));
    sentences.push(word('js.search.indexing', percent));
  }
  return sentences;
}

/** Why the search failed, and what to do. */
export function failure(error, again) {
  if (error.status === 401) {
    const here = location.pathname.slice(ROOT.length - 1) + location.search;
    const href = `login.xhtml?to=${encodeURIComponent(here)}`;
    return alert(word('js.search.logged-out'), el('a', { href }, word('js.session.log-in')));
  }
  const words = error.status === 0 && !navigator.onLine ? word('js.search.offline') : reasonOf(error);
  const button = el('button', { class: 'text-button', type: 'button', onclick: again }, word('js.again'));
  return alert(`${word('js.list.search-failed')} ${words}`, button);
}

function alert(words, act) {
  return el('div', { class: 'notice bad', role: 'alert' }, el('span', {}, words), act);
}
