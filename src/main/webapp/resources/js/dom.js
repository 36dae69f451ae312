/** The few helpers that build the page, and copy from it. Text becomes text nodes; only what the server rendered is parsed as HTML. */
import { locale, word } from './words.js';

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes] `on…` functions become listeners; undefined, null and false are left out
 * @param {...(Node|string|null|false)} children
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

const REASONS = {
  400: 'js.error.400',
  403: 'js.error.403',
  404: 'js.error.404',
  409: 'js.error.409',
  412: 'js.error.412',
  413: 'js.error.413',
  429: 'js.error.429',
  500: 'js.error.500',
  502: 'js.error.502',
  503: 'js.error.503',
  504: 'js.error.504',
};

/**
 * The words of an error as a sentence of its own, in the page's language. The server's own words are English and say more
 * than their status does, so an English page shows them; `error.word` names words of the page's own.
 */
export function sentence(error) {
  const key = error.word ?? (locale.startsWith('en') ? null : REASONS[error.status]);
  const words = key ? word(key, error.status) : error.message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** What the server rendered and cleaned, as nodes. The only place where HTML is parsed. @returns {DocumentFragment} */
export function fromServer(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

export function byId(id) {
  return document.getElementById(id);
}

const SVG = 'http://www.w3.org/2000/svg';

/** A symbol of img/icons.svg, found beside this script whatever path it is served under. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${new URL('../img/icons.svg', import.meta.url).pathname}#${name}`);
  svg.append(use);
  return svg;
}

export function skeleton(bars) {
  return el('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...Array.from({ length: bars }, () => el('i')));
}

/** Copies text, also where the browser gives no clipboard because the page came without TLS. Rejects when that fails. */
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const box = el('textarea', { class: 'visually-hidden' }, text);
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(box);
  box.select();
  const done = document.execCommand('copy');
  box.remove();
  focused?.focus?.({ preventScroll: true });
  if (!done) {
    throw new Error();
  }
}
