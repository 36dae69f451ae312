/**
 * Sends messages and has them answered. Every message carries one idempotency key from its first try to its last, so a retry
 * after a lost answer stores nothing twice. Those that did not get out are shown again after a reload, and tried again by
 * themselves.
 */
import { appendMessage } from '../api/conversations.js';
import { newKey } from '../api/http.js';
import { sentence } from '../dom.js';
import { createConversation, touch } from '../stores/conversations.js';
import { clipped, titleFrom } from '../stores/format.js';
import { answer } from './answering.js';
import { keepUnsent, unsentOf } from './drafts.js';
import { parentOf, versionsOf } from './thread.js';

/** What this page is sending: a chat that is opened beside it does not take it for something left over. */
const underWay = new Set();
/** ms until what did not get out is tried again. */
const PATIENCE = 10_000;
let timer;

/** @param {import('./thread.js').Thread} thread */
export async function send(thread, content, hooks) {
  await sendOne(thread, { content }, hooks);
}

/** Sends another version of the message at this index, from which the chat goes on; the first one stays reachable. */
export async function sendInstead(thread, index, content, hooks) {
  const [instead] = thread.cut(index);
  await sendOne(thread, thread.temporary ? { content } : { content, parent: parentOf(instead), beside: versionsOf(instead) }, hooks);
}

/** Tries everything again that did not get out, under the first keys, and then has it answered. */
export async function flush(thread, hooks) {
  const unsent = thread.messages.filter((message) => message.state === 'failed');
  if (unsent.length === 0 || thread.busy) {
    return;
  }
  unsent.forEach((message) => (message.state = 'sending'));
  thread.changed();
  for (const message of unsent) {
    try {
      underWay.add(message.key);
      await deliver(thread, message, hooks);
    } catch (error) {
      unsent.filter((one) => one.state === 'sending').forEach((one) => Object.assign(one, { state: 'failed', reason: sentence(error), away: error.status === 0 }));
      thread.changed();
      hooks.onError(error);
      return;
    } finally {
      underWay.delete(message.key);
    }
  }
  hooks.onSent(thread);
  await answer(thread, hooks);
}

/** Puts what was written and not acknowledged back into its chat. */
export function restoreUnsent(thread) {
  if (!thread.temporary) {
    const left = unsentOf(thread.id).filter((message) => !underWay.has(message.key));
    thread.messages.push(...left.map((message) => ({ role: 'user', ...message, state: 'failed', away: true })));
  }
}

/** Tries again in a while, and as soon as the network is back. */
export function retryLater(run) {
  clearTimeout(timer);
  const again = () => {
    clearTimeout(timer);
    window.removeEventListener('online', again);
    run();
  };
  timer = setTimeout(again, PATIENCE);
  window.addEventListener('online', again, { once: true });
}

async function sendOne(thread, message, hooks) {
  thread.answer = null;
  const sent = { role: 'user', timestamp: new Date().toISOString(), key: newKey(), state: 'failed', ...message };
  thread.messages.push(sent);
  if (!thread.temporary) {
    keepUnsent(thread.id, pending(thread));
  }
  await flush(thread, hooks);
}

async function deliver(thread, message, hooks) {
  if (thread.temporary) {
    message.state = 'kept';
    thread.changed();
  } else if (thread.id === null) {
    await begin(thread, message, hooks);
  } else {
    // What it continues is settled at the first try: the same key must always come with the same body.
    message.parent ??= thread.loaded ? thread.head : undefined;
    keepUnsent(thread.id, pending(thread));
    const { role, content, timestamp, parent, key } = message;
    const stored = await appendMessage(thread.id, { role, content, timestamp, parent }, key);
    thread.acknowledge(message, stored.seq, stored.message_count);
    keepUnsent(thread.id, pending(thread));
    touch(thread.id, { updatedAt: stored.updated_at, messageCount: stored.message_count });
  }
}

/** The first message creates the conversation, named after its first words until a better title comes, in one request. */
async function begin(thread, message, hooks) {
  const { content, timestamp, key } = message;
  const title = clipped(titleFrom(content), 200);
  const metadata = { ...thread.metadata, autoTitle: title };
  const made = await createConversation(title, [{ type: 'user', content, timestamp }], metadata, key);
  thread.id = made.id;
  thread.metadata = metadata;
  thread.acknowledge(message, 0, 1);
  keepUnsent(null, []);
  keepUnsent(thread.id, pending(thread));
  hooks.onCreated(thread);
}

function pending(thread) {
  return thread.messages.filter((message) => message.state !== 'kept');
}
