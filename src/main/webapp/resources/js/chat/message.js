/** How one message looks: its words, what can be done with it, and in a quiet line what is known of it. */
import { el, fromServer, icon } from '../dom.js';
import { momentOf, secondsOf } from '../time.js';
import { number, word } from '../words.js';
import { editor } from './editor.js';

const NAMES = { user: 'js.role.user', assistant: 'js.role.assistant', system: 'js.role.system', tool: 'js.role.tool' };
const ENDS = { stopped: 'js.message.stopped', interrupted: 'js.message.interrupted', length: 'js.message.length' };

/** Changes when the message has to be drawn anew. */
export function lookOf(message) {
  const { state, seq, reason, away, editing, siblings, finish_reason, thought, content, html } = message;
  return [state, seq, reason, away, editing, siblings, finish_reason, thought, content.length, html?.length].join('|');
}

/**
 * @param {object} message see thread.js
 * @param {Record<string, Function>} acts see messages-view.js
 * @param {HTMLElement} [streamed] the element in which it was written, which it then keeps
 */
export function messageElement(message, acts, streamed = undefined) {
  const role = NAMES[message.role] ? message.role : 'system';
  const element = streamed ?? frame(role);
  element.className = `message ${role} ${message.state}`;
  element.removeAttribute('data-answer');
  if (message.seq !== undefined) {
    element.dataset.seq = message.seq;
  }
  if (message.editing) {
    element.append(editor(message.content, { onSave: (text) => acts.onEdited(message, text), onCancel: () => acts.onEdit(message, false) }));
  } else {
    const words = body(message);
    if (!element.contains(words)) {
      element.append(words);
    }
    element.append(el('div', { class: 'about' }, ...about(message, role, acts)));
  }
  return element;
}

/** The answer that is being written, or did not come. Its words are put in by whoever streams them. */
export function answerElement(answer, acts) {
  const element = frame('assistant');
  element.classList.add(answer.state);
  element.dataset.answer = '';
  if (answer.state === 'failed') {
    element.append(el('div', { class: 'about' }, word('js.message.no-answer', answer.reason).replace('  ', ' '), again(acts.onAnswer)));
  } else if (answer.state === 'waiting') {
    element.append(el('div', { class: 'dots' }, el('i'), el('i'), el('i'), el('span', { class: 'visually-hidden' }, word('js.message.thinking'))));
  } else {
    element.append(answer.body);
  }
  return element;
}

function frame(role) {
  const name = word(NAMES[role]);
  return el('article', { class: `message ${role}`, 'aria-label': name }, el('h2', { class: 'visually-hidden' }, name));
}

function body(message) {
  if (message.html === undefined) {
    return message.body ?? el('div', { class: 'words', dir: 'auto' }, message.content);
  }
  message.body ??= el('div', { class: 'prose' }, fromServer(message.html));
  return message.body;
}

function about(message, role, acts) {
  if (message.state === 'sending') {
    return [word('js.message.sending')];
  }
  if (message.state === 'failed') {
    return [message.away ? word('js.message.waiting') : word('js.message.failed', message.reason ?? '').replace('  ', ' '), again(() => acts.onRetry(message))];
  }
  const end = ENDS[message.finish_reason];
  return [
    el(
      'div',
      { class: 'acts' },
      message.siblings?.length > 1 && versions(message, acts),
      act('copy', 'js.message.copy', ({ currentTarget }) => acts.onCopy(message, currentTarget)),
      role === 'assistant' && act('again', 'js.message.again', () => acts.onAgain(message)),
      role === 'user' && act('edit', 'js.message.edit', () => acts.onEdit(message, true)),
    ),
    end && el('span', { class: 'end' }, word(end)),
    el('span', { class: 'figures' }, ...figures(message)),
  ];
}

/** `2 / 3` with the ways to the versions before and behind it. */
function versions(message, acts) {
  const at = message.siblings.indexOf(message.seq);
  const to = (step, name, label) => {
    const button = act(name, label, () => acts.onVersion(message, message.siblings[at + step], step));
    button.disabled = message.siblings[at + step] === undefined;
    button.dataset.step = step;
    return button;
  };
  return el(
    'div',
    { class: 'versions', role: 'group', 'aria-label': word('js.message.versions') },
    to(-1, 'previous', 'js.message.previous'),
    el('span', {}, word('js.message.version', number(at + 1), number(message.siblings.length))),
    to(1, 'next', 'js.message.next'),
  );
}

function figures({ model, thought, metrics = {}, timestamp }) {
  const { totalTime, completionTokens, totalTokens, tokensPerSecond } = metrics;
  const tokens = completionTokens ?? totalTokens;
  return [
    model && el('span', { class: 'model', title: model }, model.replace(/^(ollama|openai):/, '')),
    Number.isFinite(thought) && el('span', { class: 'thinking' }, word('js.message.thought', secondsOf(thought))),
    Number.isFinite(totalTime) && el('span', { class: 'took', title: word('js.message.took') }, secondsOf(totalTime)),
    Number.isFinite(tokens) && el('span', { class: 'tokens' }, word('js.message.tokens', number(tokens))),
    Number.isFinite(tokensPerSecond) && el('span', { class: 'pace' }, word('js.message.pace', number(tokensPerSecond, 1))),
    timestamp && el('time', { datetime: timestamp }, momentOf(timestamp)),
  ];
}

function act(name, label, onclick) {
  return el('button', { class: 'icon-button small', type: 'button', title: word(label), 'aria-label': word(label), 'data-act': name, onclick }, icon(name));
}

function again(onclick) {
  return el('button', { class: 'text-button', type: 'button', onclick }, word('js.retry'));
}
