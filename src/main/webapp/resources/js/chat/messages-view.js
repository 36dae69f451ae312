/** Draws a thread. Messages already drawn stay the same elements, so reading, selecting and scrolling are not disturbed. */
import { el, skeleton } from '../dom.js';
import { momentOf, secondsOf } from '../time.js';
import { word } from '../words.js';

const NAMES = { user: 'js.role.user', assistant: 'js.role.assistant', system: 'js.role.system', tool: 'js.role.tool' };

/**
 * @param {HTMLElement} scroller the box that scrolls
 * @param {HTMLElement} box where the messages go
 * @param {{onOlder: () => Promise<void>, onRetry: (message: object) => void, onRetryAnswer: () => void}} acts
 */
export function messagesView(scroller, box, acts) {
  let drawn = new Map();
  let thread = null;
  let loadingOlder = false;
  let following = true;

  scroller.addEventListener(
    'scroll',
    () => {
      following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
      older();
    },
    { passive: true },
  );
  // A growing composer or a notice takes room away: whoever was at the end stays there.
  new ResizeObserver(() => following && toEnd()).observe(scroller);

  function toEnd() {
    following = true;
    scroller.scrollTop = scroller.scrollHeight;
  }

  async function older() {
    if (!thread?.hasMore || loadingOlder || scroller.scrollTop > 600) {
      return;
    }
    loadingOlder = true;
    try {
      await acts.onOlder();
    } finally {
      loadingOlder = false;
    }
    // What came may be shorter than the window: go on until there is something to scroll.
    if (thread?.hasMore && scroller.scrollHeight <= scroller.clientHeight + 600) {
      await older();
    }
  }

  function show(next) {
    thread = next;
    drawn = new Map();
    box.replaceChildren();
    draw();
    toEnd();
  }

  function draw() {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const atEnd = following;
    const firstBefore = box.querySelector('.message');
    const next = new Map();
    const elements = thread.messages.map((message) => {
      const known = drawn.get(message);
      const element = known?.state === message.state && known.seconds === message.seconds ? known.element : messageElement(message, acts);
      next.set(message, { element, state: message.state, seconds: message.seconds });
      return element;
    });
    drawn = next;
    if (!thread.loaded) {
      elements.unshift(box.querySelector('.skeleton') ?? skeleton(6));
    }
    if (thread.answer) {
      elements.push(answerElement(thread.answer, acts));
    }
    replace(box, elements);
    const prepended = firstBefore?.isConnected && box.firstElementChild !== firstBefore;
    if (atEnd) {
      toEnd();
    } else if (prepended) {
      scroller.scrollTop = scroller.scrollHeight - fromEnd;
    }
    older();
  }

  return { show, draw, toEnd };
}

/** Puts exactly these children into the box and moves only what is not in its place yet. */
function replace(box, elements) {
  const wanted = new Set(elements);
  [...box.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
  let place = box.firstElementChild;
  for (const element of elements) {
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      box.insertBefore(element, place);
    }
  }
}

function messageElement(message, acts) {
  const role = NAMES[message.role] ? message.role : 'system';
  return el(
    'article',
    { class: `message ${role} ${message.state}`, 'aria-label': word(NAMES[role]), 'data-seq': message.seq ?? null },
    el('div', { class: 'words', dir: 'auto' }, message.content),
    el('div', { class: 'about' }, ...about(message, acts)),
  );
}

function about(message, acts) {
  if (message.state === 'sending') {
    return [el('span', {}, word('js.message.sending'))];
  }
  if (message.state === 'failed') {
    return [
      el('span', {}, word('js.message.failed', message.reason ?? '').replace('  ', ' ')),
      el('button', { class: 'text-button', type: 'button', onclick: () => acts.onRetry(message) }, word('js.retry')),
    ];
  }
  return [
    Number.isFinite(message.seconds) && el('span', { class: 'thinking' }, word('js.message.thought', secondsOf(message.seconds))),
    message.model && el('span', { class: 'model' }, message.model),
    message.timestamp && el('time', { datetime: message.timestamp }, momentOf(message.timestamp)),
  ].filter(Boolean);
}

function answerElement(answer, acts) {
  if (answer.state === 'waiting') {
    const dots = el('div', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
    return el('article', { class: 'message assistant waiting', 'aria-label': word('js.role.assistant') }, dots, el('span', { class: 'visually-hidden' }, word('js.message.thinking')));
  }
  return el(
    'article',
    { class: 'message assistant failed', 'aria-label': word('js.role.assistant') },
    el(
      'div',
      { class: 'about' },
      el('span', {}, word('js.message.no-answer', answer.reason)),
      el('button', { class: 'text-button', type: 'button', onclick: acts.onRetryAnswer }, word('js.retry')),
    ),
  );
}
