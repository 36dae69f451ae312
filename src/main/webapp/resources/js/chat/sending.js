/**
 * Sends a message and fetches its answer. Every act carries one idempotency key from its first try to its last, so a retry
 * after a lost answer stores nothing twice.
 */
import { appendMessage, complete, getMessages } from '../api/conversations.js';
import { newKey } from '../api/http.js';
import { sentence } from '../dom.js';
import { addThinkingTime, createConversation, touch } from '../stores/conversations.js';
import { clipped, titleFrom } from '../stores/format.js';
import { keepUnsent } from './drafts.js';

/** @param {import('./thread.js').Thread} thread */
export async function send(thread, content, hooks) {
  const message = { role: 'user', content, timestamp: new Date().toISOString(), key: newKey(), state: 'sending' };
  keepUnsent(thread.id, message);
  thread.add(message);
  await deliver(thread, message, hooks);
}

/** Tries a failed message again, under its first key. */
export async function retry(thread, message, hooks) {
  message.state = 'sending';
  thread.changed();
  await deliver(thread, message, hooks);
}

/** Asks for the answer again, unless it was stored and only its delivery got lost. */
export async function retryAnswer(thread, hooks) {
  await answer(thread, hooks, true);
}

async function deliver(thread, message, hooks) {
  try {
    if (thread.id === null) {
      await begin(thread, message, hooks);
    } else {
      const { role, content, timestamp } = message;
      const stored = await appendMessage(thread.id, { role, content, timestamp }, message.key);
      keepUnsent(thread.id, null);
      thread.acknowledge(message, stored.seq);
      touch(thread.id, { updatedAt: stored.updated_at, messageCount: stored.message_count });
    }
  } catch (error) {
    message.state = 'failed';
    message.reason = sentence(error);
    thread.changed();
    hooks.onError(error);
    return;
  }
  await answer(thread, hooks, false);
}

/** The first message creates the conversation, named after its first words, in one request. */
async function begin(thread, message, hooks) {
  const { content, timestamp, key } = message;
  const made = await createConversation(clipped(titleFrom(content), 200), [{ type: 'user', content, timestamp }], {}, key);
  keepUnsent(null, null);
  thread.id = made.id;
  thread.acknowledge(message, 0);
  hooks.onCreated(thread);
}

async function answer(thread, hooks, again) {
  thread.answer = { state: 'waiting' };
  thread.changed();
  const begun = performance.now();
  try {
    const found = again ? await alreadyAnswered(thread) : null;
    const stored = found ?? (await complete(thread.id));
    const seconds = found ? undefined : (performance.now() - begun) / 1000;
    thread.addAnswer(stored, seconds);
    touch(thread.id, { updatedAt: stored.timestamp, preview: stored.content.slice(0, 160) });
    hooks.onAnswer(thread, stored);
    if (seconds !== undefined) {
      await addThinkingTime(thread.id, seconds);
    }
  } catch (error) {
    if (thread.answer) {
      thread.answer = { state: 'failed', reason: sentence(error) };
      thread.changed();
    }
    hooks.onError(error);
  }
}

async function alreadyAnswered(thread) {
  const newest = (await getMessages(thread.id)).messages.at(-1);
  const known = thread.messages.at(-1)?.seq ?? -1;
  return newest?.role === 'assistant' && newest.seq > known ? newest : null;
}
