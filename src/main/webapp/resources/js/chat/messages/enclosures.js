/** What comes with a message beside its text, folded: the calls of tools that led to it, and files that were sent along. */
import { bytesOf } from '../../bytes.js';
import { el } from '../../dom.js';
import { styles } from '../../ui/styles.js';
import { word } from '../../words.js';

/**
 * Puts them before the words of the message, once.
 *
 * @param {import('../conversation/message.js').Message} message
 * @param {HTMLElement} body
 */
export function enclose({ tool_calls = [], attachments = [] }, body) {
  styles('enclosures');
  if (!body.previousElementSibling?.matches('.enclosed')) {
    body.before(el('div', { class: 'enclosed' }, ...tool_calls.map(call), ...attachments.map(file)));
  }
}

function call({ name, arguments: given, result }) {
  const parts = [
    given !== undefined && part(word('js.enclosed.arguments'), given),
    result !== undefined && part(word('js.enclosed.result'), result),
  ];
  return folded(word('js.enclosed.tool', name ?? '?'), parts.filter(Boolean));
}

function file({ name, media_type, size, text }) {
  const about = [media_type, size > 0 && bytesOf(size)].filter(Boolean).join(', ');
  return folded(word('js.enclosed.file', name, about && `(${about})`).trim(), text ? [plain(text)] : []);
}

/** With nothing to unfold, only its name. */
function folded(name, parts) {
  if (parts.length === 0) {
    return el('p', { class: 'thought', dir: 'auto' }, name);
  }
  return el(
    'details',
    { class: 'thought' },
    el('summary', { dir: 'auto' }, name),
    el('div', { class: 'inside' }, ...parts),
  );
}

function part(name, value) {
  return el(
    'div',
    {},
    el('strong', {}, name),
    plain(typeof value === 'string' ? value : JSON.stringify(value, null, 2)),
  );
}

function plain(text) {
  return el('div', { dir: 'auto' }, text);
}
