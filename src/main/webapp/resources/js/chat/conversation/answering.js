/** Requests answers, joins those under way, and stops them. What happens is announced (see ../events.js). */
import { join, stopAnswer } from '../../api/completions.js';
import { reasonOf } from '../../error-words.js';
import { textOf } from '../../render/text.js';
import { word } from '../../words.js';
import { ANSWER_FAILED, ANSWER_FINISHED, ANSWER_STARTED, announce, REQUEST_FAILED } from '../events.js';
import { Answer, FAILED, THINKING, WRITING } from './answer.js';
import { ALREADY_STORED, AnswerStream } from './answer-stream.js';
import { KEPT } from './message.js';
import { setUnanswered } from './unanswered.js';

/** Has the model answer the newest message of the thread. */
export async function answer(thread) {
  const { seq } = thread.messages.at(-1);
  await request(thread, seq === thread.count - 1 ? undefined : seq, new Answer());
}

/** Has the model answer again in place of the message at this index. The earlier answers stay reachable as versions. */
export async function answerAgain(thread, index) {
  const shelved = thread.cut(index);
  const beside = thread.temporary ? undefined : shelved[0].versions;
  await request(thread, thread.messages.at(-1)?.seq, new Answer({ beside, shelved }));
}

/** Has the model answer a message that has none and is not the last one. What follows it stays reachable as a version. */
export async function answerLate(thread, message) {
  setUnanswered(thread, message, undefined);
  await answerAgain(thread, thread.messages.indexOf(message) + 1);
}

/**
 * Joins an answer that is already being written, by this node or another one.
 *
 * @returns {Promise<boolean>} whether there is one, or another part of the page has begun one meanwhile
 */
export async function joinAnswer(thread) {
  if (thread.answering) {
    return true;
  }
  const signal = thread.renewStream();
  const events = join(thread.id, signal);
  const first = await events.next();
  if (signal.aborted) {
    return true;
  }
  const { parent } = first.value?.data ?? {};
  const answered = first.done ? -1 : thread.messages.findLastIndex((message) => message.seq === parent);
  if (answered < 0) {
    events.return();
    return false;
  }
  const rest = thread.cut(answered + 1);
  thread.answer = new Answer({ beside: rest[0]?.state === KEPT ? rest[0].versions : undefined });
  thread.messages.push(...rest.filter((message) => message.state !== KEPT));
  announce(ANSWER_STARTED, { thread });
  follow(
    thread,
    new AnswerStream(thread, signal).events(() => resumed(first.value, events)),
  );
  return true;
}

/** Ends the answer. What was written so far is kept. */
export async function stop(thread) {
  const { answer: stopped } = thread;
  if (!thread.answering || stopped.stopping) {
    return;
  }
  stopped.stopping = true;
  thread.changed();
  if (thread.temporary) {
    thread.endStream();
    keepWritten(thread, 'stopped');
    announce(ANSWER_FINISHED, { thread });
  } else if (stopped.id) {
    await requestStop(thread);
  }
}

/** Stops listening. The server goes on writing the answer. */
export function leave(thread) {
  thread.endStream();
  if (thread.answering) {
    thread.answer = null;
  }
}

/** Makes a message of what was written so far, without the server. */
function keepWritten(thread, finish_reason) {
  const { html, model, reasoning } = thread.answer;
  thread.addAnswer({
    role: 'assistant',
    content: textOf(html.join('')),
    model,
    timestamp: new Date().toISOString(),
    finish_reason,
    reasoning: reasoning || undefined,
  });
}

async function requestStop(thread) {
  const { answer: stopped } = thread;
  try {
    await stopAnswer(thread.id, stopped.id);
  } catch (error) {
    if (error.status !== 404) {
      stopped.stopping = false;
      thread.changed();
      announce(REQUEST_FAILED, { error });
    }
  }
}

async function request(thread, parent, requested) {
  const signal = thread.renewStream();
  thread.answer = requested;
  thread.changed();
  announce(ANSWER_STARTED, { thread });
  await follow(thread, new AnswerStream(thread, signal, parent).events());
}

async function follow(thread, events) {
  try {
    for await (const { event, data } of events) {
      if (take(thread, event, data)) {
        return;
      }
    }
  } catch (error) {
    fail(thread, error);
  }
}

/** @returns {boolean} whether this was the last event */
function take(thread, event, data) {
  const { answer: current } = thread;
  switch (event) {
    case 'start':
      current.id = data.id;
      current.model = data.model;
      current.reasoning = '';
      if (current.stopping) {
        requestStop(thread);
      }
      return false;
    case 'thought':
      think(thread, data.text);
      return false;
    case 'blocks':
      grow(thread, data);
      return false;
    case 'done':
      thread.addAnswer(data);
      announce(ANSWER_FINISHED, { thread });
      return true;
    case ALREADY_STORED:
      thread.answer = null;
      thread.changed();
      announce(ANSWER_FINISHED, { thread });
      return true;
    case 'failed':
      fail(thread, failure(thread, data));
      return true;
    default:
      return false;
  }
}

function think(thread, text) {
  const { answer: current } = thread;
  const begins = current.reasoning === '' || (current.html.length === 0 && current.state !== THINKING);
  current.reasoning += text;
  current.state = current.html.length === 0 ? THINKING : WRITING;
  thread.changed(begins ? undefined : { reasoning: current.reasoning });
}

function grow(thread, blocks) {
  const { answer: current } = thread;
  const begins = current.state !== WRITING;
  current.html.splice(blocks.from, Infinity, ...blocks.html);
  current.state = WRITING;
  thread.changed(begins ? undefined : blocks);
}

/** A 404 means that the conversation is gone, and the answer with it. */
function failure({ id }, { status, detail, title }) {
  return Object.assign(new Error(detail ?? title), { status, gone: status === 404 ? id : undefined });
}

function fail(thread, error) {
  const { shelved = [], html = [] } = thread.answer ?? {};
  const [replaced] = shelved;
  const reason = reasonOf(error);
  const words = replaced?.role === 'assistant' ? word('js.message.no-other', reason) : undefined;
  if (replaced?.role === 'user') {
    setUnanswered(thread, thread.messages.at(-1), reason);
  }
  if (error.gone && html.length > 0 && !replaced) {
    keepWritten(thread, 'interrupted');
  } else {
    thread.answer = replaced ? null : new Answer({ state: FAILED, reason });
  }
  thread.messages.push(...shelved);
  thread.noteUnanswered();
  thread.changed();
  announce(ANSWER_FAILED, { thread, error, words });
}

async function* resumed(first, rest) {
  yield first;
  yield* rest;
}
