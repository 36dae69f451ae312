/**
 * Answers while they are being written. `thread.answer` is `{state, id?, model?, html, parent?, beside?, body?, stopping?}`:
 * state `waiting` until the first words, then `writing`; or `failed` with a `reason`. `html` are the rendered blocks so
 * far, `beside` the versions it joins, and `body` is the element that shows them.
 *
 * A stream that breaks off is taken up again by itself. The server goes on writing whoever listens.
 */
import { complete, completeTemporary, join, stopAnswer } from '../api/completions.js';
import { sentence } from '../dom.js';
import { word } from '../words.js';
import { versionsOf } from './thread.js';

/** In a row; with the pauses between them about a minute. */
const TRIES = 10;

/** Has the model answer the newest message of the thread. */
export async function answer(thread, hooks) {
  const last = thread.messages.at(-1);
  const parent = last.seq === thread.count - 1 ? undefined : last.seq;
  await ask(thread, parent, hooks);
}

/** Has it answered once more, from this answer's message on; the answers that are there stay reachable. */
export async function answerAgain(thread, index, hooks) {
  const shelved = thread.cut(index);
  const beside = thread.temporary ? undefined : versionsOf(shelved[0]);
  await ask(thread, thread.messages.at(-1)?.seq, hooks, { beside, shelved });
}

/**
 * Listens to an answer that is being written already, here or on another node.
 *
 * @returns {Promise<boolean>} whether there is one, or whether by now somebody else in this page is looking after it
 */
export async function listen(thread, hooks) {
  if (thread.answering) {
    return true;
  }
  const signal = renewed(thread);
  const stream = join(thread.id, signal);
  const first = await stream.next();
  if (signal.aborted) {
    return true;
  }
  const begun = first.done ? -1 : thread.messages.findLastIndex((message) => message.seq === first.value.data.parent);
  if (begun < 0) {
    stream.return();
    return false;
  }
  const rest = thread.cut(begun + 1);
  thread.answer = { state: 'waiting', html: [], beside: rest[0]?.state === 'kept' ? versionsOf(rest[0]) : undefined };
  thread.messages.push(...rest.filter((message) => message.state !== 'kept'));
  hooks.onBegin(thread);
  follow(thread, () => chain(first.value, stream), asking(thread, undefined, signal), signal, hooks);
  return true;
}

/** Ends it; what was written is kept. */
export async function stop(thread, hooks) {
  const { answer } = thread;
  if (!thread.answering || answer.stopping) {
    return;
  }
  answer.stopping = true;
  thread.changed();
  if (thread.temporary) {
    thread.listening.abort();
    thread.addAnswer({ role: 'assistant', content: answer.body?.innerText ?? '', model: answer.model, timestamp: new Date().toISOString(), finish_reason: 'stopped' });
    hooks.onAnswer(thread);
  } else if (answer.id) {
    await end(thread, hooks);
  }
}

/** Listens no longer; the answer goes on without this page. */
export function leave(thread) {
  thread.listening?.abort();
  if (thread.answering) {
    thread.answer = null;
  }
}

async function end(thread, hooks) {
  try {
    await stopAnswer(thread.id, thread.answer.id);
  } catch (error) {
    if (error.status !== 404) {
      thread.answer.stopping = false;
      thread.changed();
      hooks.onError(error);
    }
  }
}

async function ask(thread, parent, hooks, also = {}) {
  const signal = renewed(thread);
  thread.answer = { state: 'waiting', html: [], ...also };
  thread.changed();
  hooks.onBegin(thread);
  const first = asking(thread, parent, signal);
  await follow(thread, first, first, signal, hooks);
}

function asking(thread, parent, signal) {
  const { model, systemPrompt } = thread.metadata;
  const messages = thread.messages.map(({ role, content }) => ({ role, content }));
  return thread.temporary
    ? () => completeTemporary({ messages, model, system_prompt: systemPrompt }, signal)
    : () => complete(thread.id, { model, parent }, signal);
}

/** Takes what the stream `next` tells. When it breaks off the answer is joined, or asked for by `first` if it is not there. */
async function follow(thread, next, first, signal, hooks) {
  const joining = () => join(thread.id, signal);
  for (let tries = 1; ; tries++) {
    let heard = false;
    try {
      for await (const { event, data } of next()) {
        heard = true;
        if (take(thread, event, data, hooks)) {
          return;
        }
      }
      if (heard || next !== joining) {
        next = joining;
      } else if (await isAnswered(thread)) {
        hooks.onAnswer(thread);
        return;
      } else {
        next = first;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const away = !error.status || (error.status === 503 && next !== first);
      if (thread.temporary || !away || tries >= TRIES) {
        fail(thread, error, hooks);
        return;
      }
      next = joining;
    }
    tries = heard ? 1 : tries;
    await pause(tries);
    if (signal.aborted) {
      return;
    }
  }
}

/** @returns {boolean} whether this was the last event */
function take(thread, event, data, hooks) {
  const { answer } = thread;
  if (event === 'start') {
    Object.assign(answer, { id: data.id, model: data.model, parent: data.parent });
    if (answer.stopping) {
      end(thread, hooks);
    }
  } else if (event === 'blocks') {
    answer.html.splice(data.from, Infinity, ...data.html);
    const before = answer.state;
    answer.state = 'writing';
    thread.changed(before === 'writing' ? data : undefined);
  } else if (event === 'done') {
    thread.addAnswer(data);
    hooks.onAnswer(thread);
  } else if (event === 'failed') {
    fail(thread, Object.assign(new Error(data.detail ?? data.title), { status: data.status }), hooks);
  }
  return event === 'done' || event === 'failed';
}

function fail(thread, error, hooks) {
  const shelved = thread.answer?.shelved ?? [];
  const reason = sentence(error);
  if (shelved.length > 0) {
    thread.answer = null;
    thread.messages.push(...shelved);
    hooks.onRefused(thread, word('js.message.no-other', reason));
  } else {
    thread.answer = { state: 'failed', reason };
  }
  thread.changed();
  hooks.onError(error);
}

async function isAnswered(thread) {
  await thread.loadNewest();
  const answered = thread.messages.at(-1)?.role === 'assistant';
  if (answered) {
    thread.answer = null;
    thread.changed();
  }
  return answered;
}

function renewed(thread) {
  thread.listening?.abort();
  thread.listening = new AbortController();
  return thread.listening.signal;
}

async function* chain(first, rest) {
  yield first;
  yield* rest;
}

/** A moment that grows with every try, and however long the network is away. */
async function pause(tries) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** tries, 8000)));
  if (!navigator.onLine) {
    await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
  }
}
