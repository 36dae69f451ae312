/** Builds elements. Text becomes text nodes; only what the server rendered is parsed as HTML. */

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes] functions named `on…` become listeners; undefined, null and false are left out
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

/** HTML that the server rendered and sanitized, as nodes. The only place that parses HTML. @returns {DocumentFragment} */
export function fromServer(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

export function byId(id) {
  return document.getElementById(id);
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of img/icons.svg, which is found relative to this script, whatever path that is served under. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${new URL('../img/icons.svg', import.meta.url).pathname}#${name}`);
  svg.append(use);
  return svg;
}

/** A placeholder for content that is being loaded. */
export function skeleton(bars) {
  return el('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...Array.from({ length: bars }, () => el('i')));
}
