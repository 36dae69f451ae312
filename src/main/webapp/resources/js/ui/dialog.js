/** Modal dialogs, whose script is loaded at its first use. */
import { el } from '../dom.js';

/** Shows a dialog; see dialog-window.js. Without its script, the answer is no. @returns {Promise<boolean>} */
export async function ask(parts) {
  const { showDialog } = await import('./dialog-window.js').catch(() => ({}));
  return Boolean(await showDialog?.(parts));
}

/** Asks before data is lost. @param {{title: string, words: string, yes: string}} question */
export function confirm({ title, words, yes }) {
  return ask({ title, content: [el('p', {}, words)], yes, danger: true });
}
