/** Style sheets that a page loads when it needs them. */
import { el } from '../dom.js';

const loaded = new Map();

/** Resolves when the style sheet css/components/NAME.css is there, or cannot be loaded. @returns {Promise<void>} */
export function styles(name) {
  if (!loaded.has(name)) {
    const href = new URL(`../../css/components/${name}.css`, import.meta.url).pathname;
    const waiting = new Promise((resolve) => {
      document.head.append(el('link', { rel: 'stylesheet', href, onload: resolve, onerror: resolve }));
    });
    loaded.set(name, waiting);
  }
  return loaded.get(name);
}
