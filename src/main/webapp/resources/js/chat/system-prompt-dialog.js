/** Asks for the instructions that the model gets before every answer in this conversation. */
import { el } from '../dom.js';
import { ask } from '../ui/dialog.js';
import { word } from '../words.js';

/**
 * @param {string} [now] the present instructions
 * @returns {Promise<string|null|undefined>} the new ones, null to remove them, undefined for no change
 */
export async function askSystemPrompt(now = '') {
  const id = 'system-prompt';
  const placeholder = word('js.prompt.placeholder');
  const text = el('textarea', { id, rows: 7, maxlength: 8000, dir: 'auto', autofocus: true, placeholder }, now);
  const field = el('div', { class: 'field' }, el('label', { for: id }, word('js.prompt.label')), text);
  const hint = el('p', { class: 'small' }, word('js.prompt.hint'));
  const yes = await ask({ title: word('js.prompt.title'), content: [field, hint], yes: word('js.save'), wide: true });
  const next = text.value.trim();
  return !yes || next === now ? undefined : next || null;
}
