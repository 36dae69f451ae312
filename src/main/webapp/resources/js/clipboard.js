/** Copies text, even where the browser offers no clipboard because the page came without TLS. */
import { el } from './dom.js';

/** @returns {Promise<void>} rejects if the browser refuses */
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
    throw new Error('The browser refused to copy');
  }
}
