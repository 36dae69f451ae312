/** Converts the library's MathML to MathML Core, which is what browsers draw. Loaded with the first formula. */
import { el } from '../dom.js';
import { styled } from './alphabets.js';

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** The elements that contain text. */
const TOKENS = new Set(['mi', 'mn', 'mo', 'ms', 'mtext']);

const ELEMENTS = new Set([
  ...TOKENS,
  ...(
    'math mrow mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts none mtable mtr mtd'
  ).split(' '),
]);

const ATTRIBUTES = new Set(
  (
    'accent accentunder depth display displaystyle fence form height largeop linethickness lspace maxsize minsize ' +
    'movablelimits notation rspace scriptlevel separator stretchy symmetric voffset width'
  ).split(' '),
);

/** A copy with only the elements and attributes that draw formulas: no links, styles, ids or events. */
export function forBrowsers(element) {
  const name = element.localName === 'mlabeledtr' ? 'mtr' : element.localName;
  const copy = make(ELEMENTS.has(name) ? name : 'mrow');
  for (const attribute of element.getAttributeNames().filter((one) => ATTRIBUTES.has(one))) {
    copy.setAttribute(attribute, element.getAttribute(attribute));
  }
  if (TOKENS.has(copy.localName)) {
    writeToken(copy, element);
    return copy;
  }
  copy.append(...[...element.children].map(forBrowsers));
  if (element.localName === 'mlabeledtr') {
    // The label is the first child and is drawn at the end.
    copy.append(copy.firstElementChild);
  }
  if (copy.localName === 'mtable') {
    align(copy, (element.getAttribute('columnalign') ?? '').split(' '));
  }
  return /^(msqrt|mroot)$/.test(copy.localName) && !drawsRoots() ? spelledRoot(copy) : copy;
}

function writeToken(copy, element) {
  const variant = element.getAttribute('mathvariant');
  copy.append(styled(element.textContent, variant));
  if (variant === 'normal') {
    copy.setAttribute('mathvariant', variant);
  }
}

function align(table, columns) {
  for (const row of table.children) {
    [...row.children].forEach((cell, index) => {
      const side = columns[Math.min(index, columns.length - 1)];
      if (side === 'left' || side === 'right') {
        cell.setAttribute('class', side);
      }
    });
  }
}

function make(name, ...children) {
  const element = document.createElementNS(MATHML, name);
  element.append(...children);
  return element;
}

let roots;

/** Whether the browser draws root signs. Without a font for formulas it omits them, which changes the meaning. */
function drawsRoots() {
  if (roots === undefined) {
    const [without, drawn] = [make('math', make('mi', 'x')), make('math', make('msqrt', make('mi', 'x')))];
    // In a box of its own, with the font of formulas: children of the page itself are as wide as its columns.
    const line = el('code', { class: 'math' }, without, drawn);
    const box = el('div', { class: 'prose visually-hidden', 'aria-hidden': 'true' }, line);
    document.body.append(box);
    roots = drawn.getBoundingClientRect().width > without.getBoundingClientRect().width + 2;
    box.remove();
  }
  return roots;
}

function spelledRoot(root) {
  const index = root.localName === 'mroot' ? root.lastElementChild : null;
  index?.remove();
  const radicand = make('mrow', ...root.children);
  radicand.setAttribute('class', 'under-root');
  const sign = make('mo', '\u221A');
  return make('mrow', ...(index ? [make('msup', make('mrow'), index)] : []), sign, radicand);
}
