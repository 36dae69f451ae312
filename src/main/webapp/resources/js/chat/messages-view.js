/** Draws a thread. Messages already drawn stay the same elements, so reading, selecting and scrolling are not disturbed. */
import { byId, el, fromServer, skeleton } from '../dom.js';
import { enrich } from '../render/enrich.js';
import { answerElement, lookOf, messageElement } from './message.js';
import { scrolling } from './scrolling.js';

/**
 * @param {HTMLElement} scroller the box that scrolls
 * @param {HTMLElement} box where the messages go
 * @param {Record<string, Function>} acts `onOlder, onRetry, onAnswer, onCopy, onAgain, onEdit, onEdited, onVersion`
 */
export function messagesView(scroller, box, acts) {
  let drawn = new Map();
  let thread = null;
  let loadingOlder = false;
  let blocks = [];
  const jump = byId('to-end');
  const place = scrolling(scroller, box, {
    onScroll(following) {
      jump.hidden = following;
      older();
    },
  });
  jump.addEventListener('click', () => {
    place.toEnd();
    scroller.focus();
  });

  async function older() {
    if (!thread?.hasMore || loadingOlder || scroller.scrollTop > 800) {
      return;
    }
    loadingOlder = true;
    try {
      await acts.onOlder();
    } finally {
      loadingOlder = false;
    }
  }

  function show(next) {
    thread = next;
    drawn = new Map();
    box.replaceChildren();
    draw();
    place.toEnd();
  }

  function draw() {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const { following } = place;
    const first = box.querySelector('.message');
    const elements = thread.messages.map(drawnOf);
    drawn = new Map(thread.messages.map((message, index) => [message, { element: elements[index], look: lookOf(message) }]));
    if (!thread.loaded) {
      elements.unshift(box.querySelector('.skeleton') ?? skeleton(6));
    }
    if (thread.answer) {
      elements.push(answerOf(thread.answer));
    }
    replace(box, elements);
    if (following) {
      place.toEnd();
    } else if (first?.isConnected && box.firstElementChild !== first) {
      scroller.scrollTop = scroller.scrollHeight - fromEnd;
    }
    older();
  }

  function drawnOf(message) {
    const known = drawn.get(message);
    if (known?.look === lookOf(message)) {
      return known.element;
    }
    const streamed = message.body?.isConnected && !known ? message.body.closest('.message') : undefined;
    const element = messageElement(message, acts, streamed);
    if (message.html !== undefined) {
      enrich(message.body);
    }
    return element;
  }

  /** One element from the first word to the last, so that a selection in it stays. */
  function answerOf(answer) {
    const now = box.querySelector(`.message.${answer.state}[data-answer]`);
    if (now && (answer.state === 'waiting' || now.contains(answer.body))) {
      return now;
    }
    if (answer.state === 'writing' && !answer.body) {
      answer.body = el('div', { class: 'prose' });
      blocks = [];
      write(answer, { from: 0, html: answer.html });
    }
    return answerElement(answer, acts);
  }

  /** Puts rendered blocks in their places; those that are the same stay. What is written to its end is enriched. */
  function write(answer, { from, html }) {
    const { body } = answer;
    blocks.splice(from + html.length).forEach(({ nodes }) => nodes.forEach((node) => node.remove()));
    html.forEach((text, index) => {
      const known = blocks[from + index];
      if (known?.text === text) {
        return;
      }
      const nodes = [...fromServer(text).childNodes];
      const next = known ? known.nodes[0] : null;
      nodes.forEach((node) => body.insertBefore(node, next));
      known?.nodes.forEach((node) => node.remove());
      blocks[from + index] = { text, nodes };
    });
    for (const block of blocks.slice(0, -1).filter((one) => !one.enriched)) {
      block.enriched = true;
      block.nodes.filter((node) => node instanceof Element).forEach(enrich);
    }
  }

  return {
    show,
    draw,
    write,
    toEnd: place.toEnd,
    /** The element of a message that is drawn. */
    elementOf: (message) => drawn.get(message)?.element,
  };
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
