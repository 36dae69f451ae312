/** The few helpers that build the page. Text becomes text nodes; nothing here or elsewhere parses HTML. */

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

/** The words of an error as a sentence of its own. */
export function sentence(error) {
  return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
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
