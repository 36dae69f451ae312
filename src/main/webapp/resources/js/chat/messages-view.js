/**
 * Draws a thread. Messages already drawn stay the same elements, so reading, selecting and scrolling are not disturbed.
 * Of a long thread one piece is drawn, which goes along with the reader, so that the page stays as small after thousands
 * of messages as after the first.
 */
import { byId, el, fromServer, skeleton } from '../dom.js';
import { enrich } from '../render/enrich.js';
import { answerElement, lookOf, messageElement } from './message.js';
import { scrolling } from './scrolling.js';

/** Messages that are drawn at most, and that come in together at an end which is scrolled to. */
const MOST = 200;
const STEP = 50;
/** px from an end at which it is near. */
const NEAR = 800;

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
  // The piece: its first message, and its last one unless it ends with the newest, which may still be to come.
  let from = null;
  let to = null;
  const jump = byId('to-end');
  const place = scrolling(scroller, box, {
    isWhole: () => to === null,
    onScroll(following) {
      jump.hidden = following;
      more();
    },
  });
  jump.addEventListener('click', () => {
    toEnd();
    scroller.focus();
  });

  /** Where the piece begins in the thread, and where it ends; after a change of branch anew. */
  function piece() {
    const all = thread.messages;
    const end = all.indexOf(to) + 1 || all.length;
    const start = all.indexOf(from);
    return [start < 0 ? Math.max(0, end - STEP) : start, end];
  }

  /** Moves the piece towards the end that is near. */
  async function more() {
    if (!thread || loadingOlder) {
      return;
    }
    const [start, end] = piece();
    const above = scroller.scrollTop < NEAR && !(place.following && end - start >= MOST);
    if (above && start > 0) {
      from = thread.messages[Math.max(0, start - STEP)];
      draw();
    } else if (above && thread.hasMore) {
      loadingOlder = true;
      try {
        await acts.onOlder();
      } finally {
        loadingOlder = false;
      }
      if (piece()[0] > 0) {
        more();
      }
    } else if (to && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR) {
      const next = Math.min(end + STEP, thread.messages.length);
      from = thread.messages[Math.max(start, next - MOST)];
      to = thread.messages[next - 1];
      draw();
    }
  }

  function show(next) {
    thread = next;
    drawn = new Map();
    from = null;
    to = null;
    box.replaceChildren();
    draw();
    place.toEnd();
  }

  /** To the newest message, which is drawn if it is not. */
  function toEnd() {
    if (to) {
      to = null;
      from = null;
      place.toEnd();
      draw();
    }
    place.toEnd();
  }

  function draw() {
    const { following } = place;
    const all = thread.messages;
    let [start, end] = piece();
    if (end - start > MOST) {
      following || scroller.scrollTop > scroller.scrollHeight / 2 ? (start = end - MOST) : (end = start + MOST);
    }
    from = all[start] ?? null;
    to = end < all.length ? all[end - 1] : null;
    const messages = all.slice(start, end);
    const elements = messages.map(drawnOf);
    keep(new Map(messages.map((message, index) => [message, { element: elements[index], look: lookOf(message) }])));
    if (!thread.loaded) {
      elements.unshift(box.querySelector('.skeleton') ?? skeleton(6));
    }
    if (thread.answer && !to) {
      elements.push(answerOf(thread.answer));
    }
    inPlace(elements, following);
    more();
  }

  /** What is no longer drawn is let go, but for a message that is being edited. */
  function keep(next) {
    for (const [message, known] of drawn) {
      if (!next.has(message)) {
        if (message.editing) {
          next.set(message, known);
        } else if (message.html !== undefined) {
          message.body = undefined;
        }
      }
    }
    drawn = next;
  }

  /** Puts them into the page while what is being read, and the keyboard, stay where they are. */
  function inPlace(elements, following) {
    const wanted = new Set(elements);
    const top = scroller.getBoundingClientRect().top;
    const read = following ? null : [...box.children].find((one) => wanted.has(one) && one.getBoundingClientRect().bottom > top);
    const before = read?.getBoundingClientRect().top;
    const focused = box.contains(document.activeElement);
    replace(box, elements, wanted);
    if (focused && !box.contains(document.activeElement)) {
      scroller.focus({ preventScroll: true });
    }
    if (following) {
      place.toEnd();
    } else if (read && read.getBoundingClientRect().top !== before) {
      scroller.scrollTop += read.getBoundingClientRect().top - before;
    }
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
    if (!body) {
      return;
    }
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
    toEnd,
    /** Sees to it that the newest message is drawn. */
    reveal: () => to && toEnd(),
    /** The element of a message that is drawn. */
    elementOf: (message) => drawn.get(message)?.element,
  };
}

/** Puts exactly these children into the box and moves only what is not in its place yet. */
function replace(box, elements, wanted) {
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
