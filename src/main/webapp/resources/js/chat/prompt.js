/** The dialog for what the model is told before every answer in this conversation. */
import { el } from '../dom.js';
import { word } from '../words.js';
import { asked } from './dialog.js';

/**
 * @param {string} [now] the conversation's own instructions so far
 * @returns {Promise<string|null|undefined>} the new ones, null for none, undefined when nothing changes
 */
export async function askedPrompt(now = '') {
  const text = el('textarea', { id: 'system-prompt', rows: 7, maxlength: 8000, dir: 'auto', autofocus: true, placeholder: word('js.prompt.placeholder') }, now);
  const field = el('div', { class: 'field' }, el('label', { for: 'system-prompt' }, word('js.prompt.label')), text);
  const yes = await asked({ title: word('js.prompt.title'), content: [field, el('p', { class: 'small' }, word('js.prompt.hint'))], yes: word('js.save'), wide: true });
  const next = text.value.trim();
  return !yes || next === now ? undefined : next || null;
}
