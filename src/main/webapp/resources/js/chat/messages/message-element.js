/** Builds the element of a message or an answer. Its buttons have the attribute `data-act`; see message-actions.js. */
import { el, icon } from '../../dom.js';
import { later, number, word } from '../../words.js';
import { FAILED, THINKING, WAITING } from '../conversation/answer.js';
import { SENDING, FAILED as UNSENT } from '../conversation/message.js';
import { folding, isLong } from './folding.js';
import { messageEditor } from './message-editor.js';
import { figures } from './message-figures.js';
import { showThought } from './thought-element.js';

const NAMES = { user: 'js.role.user', assistant: 'js.role.assistant', system: 'js.role.system', tool: 'js.role.tool' };
const ENDS = {
  stopped: 'js.message.stopped',
  interrupted: 'js.message.interrupted',
  length: 'js.message.length',
  content_filter: 'js.message.filtered',
};

/** A message has to be drawn again when this differs. */
export function lookOf(message) {
  const { state, seq, reason, away, editing, siblings, finish_reason, thought, unanswered } = message;
  const { content, html, reasoning, gone, metrics } = message;
  const lengths = [content.length, html?.length, reasoning?.length];
  return [
    state,
    seq,
    reason,
    away,
    editing,
    siblings,
    finish_reason,
    metrics ? undefined : thought, // else the list of figures is there already
    unanswered === undefined,
    unanswered,
    gone,
    ...lengths,
  ].join('|');
}

/**
 * @param {import('../conversation/message.js').Message} message
 * @param {HTMLElement} body its words
 * @param {HTMLElement|null} thought what the model thought before it
 * @param {HTMLElement} [streamed] the element in which the message was written; it is reused
 */
export function messageElement(message, body, thought, streamed = undefined) {
  const role = NAMES[message.role] ? message.role : 'system';
  const element = streamed ?? frame(role);
  element.className = `message ${role} ${message.state}`;
  element.removeAttribute('data-answer');
  if (message.seq !== undefined) {
    element.dataset.seq = message.seq;
  }
  if (message.editing) {
    element.append(messageEditor(message.content));
    return element;
  }
  if (!element.contains(body)) {
    element.append(body);
  }
  if (thought) {
    showThought(thought, false, message.reasoning_time);
    body.before(thought);
  }
  if (message.tool_calls || message.attachments) {
    later(() => import('./enclosures.js')).then(({ enclose }) => enclose(message, body), console.warn);
  }
  if (role !== 'assistant' && isLong(message.content)) {
    element.append(folding(body));
  }
  element.append(el('div', { class: 'about' }, ...about(message, role)));
  if (message.unanswered !== undefined) {
    element.append(el('div', { class: 'about late' }, ...noAnswer(message.unanswered, 'late')));
  }
  return element;
}

/**
 * @param {import('../conversation/answer.js').Answer} answer
 * @param {HTMLElement|null} body its words, once there are any
 * @param {HTMLElement|null} thought what the model thinks before it
 */
export function answerElement(answer, body, thought) {
  const element = frame('assistant');
  element.classList.add(answer.state);
  element.dataset.answer = '';
  if (answer.state === FAILED) {
    element.append(el('div', { class: 'about' }, ...noAnswer(answer.reason, 'answer')));
  } else if (answer.state === WAITING) {
    const thinking = el('span', { class: 'visually-hidden' }, word('js.message.thinking'));
    element.append(el('div', { class: 'dots' }, el('i'), el('i'), el('i'), thinking));
  } else {
    element.append(...[thought && showThought(thought, answer.state === THINKING), body].filter(Boolean));
  }
  return element;
}

function frame(role) {
  const name = word(NAMES[role]);
  const heading = el('h2', { class: 'visually-hidden' }, name);
  return el('article', { class: `message ${role}`, 'aria-label': name }, heading);
}

function about(message, role) {
  if (message.state === SENDING) {
    return [word('js.message.sending')];
  }
  if (message.state === UNSENT) {
    const words = message.away ? word('js.message.waiting') : joined('js.message.failed', message.reason ?? '');
    return [words, !message.gone && retry('send')];
  }
  const end = ENDS[message.finish_reason];
  return [
    el(
      'div',
      { class: 'acts' },
      message.siblings?.length > 1 && versions(message),
      button('copy', 'js.message.copy'),
      role === 'assistant' && button('again', 'js.message.again'),
      role === 'user' && button('edit', 'js.message.edit'),
    ),
    end && el('span', { class: 'end' }, word(end)),
    el('span', { class: 'figures' }, ...figures(message)),
  ];
}

/** `2 / 3`, with buttons for the version before and after. */
function versions({ siblings, seq }) {
  const at = siblings.indexOf(seq);
  const to = (step, name, label) => {
    const made = button(name, label);
    made.disabled = siblings[at + step] === undefined;
    made.dataset.step = step;
    return made;
  };
  return el(
    'div',
    { class: 'versions', role: 'group', 'aria-label': word('js.message.versions') },
    to(-1, 'previous', 'js.message.previous'),
    el('span', {}, word('js.message.version', number(at + 1), number(siblings.length))),
    to(1, 'next', 'js.message.next'),
  );
}

function button(act, label) {
  const name = word(label);
  const attributes = { class: 'icon-button small', type: 'button', title: name, 'aria-label': name, 'data-act': act };
  return el('button', attributes, icon(act));
}

function retry(act) {
  return el('button', { class: 'text-button', type: 'button', 'data-act': act }, word('js.retry'));
}

function noAnswer(reason, act) {
  return [joined('js.message.no-answer', reason), retry(act)];
}

/** A text with a reason in its middle, which may be empty. */
function joined(key, reason) {
  return word(key, reason).replace('  ', ' ');
}
