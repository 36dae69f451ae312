/**
 * Sends messages and then requests the answer. A message keeps one idempotency key for all its tries, so a retry after a
 * lost response stores nothing twice. Unsent messages are shown again after a reload.
 */
import { appendMessage, getThread } from '../../api/conversations.js';
import { newKey } from '../../api/http.js';
import { reasonOf } from '../../error-words.js';
import { createConversation, touch } from '../../stores/conversations.js';
import { clipped, titleFrom } from '../../stores/titles.js';
import { announce, CONVERSATION_CREATED, MESSAGES_SENT, REQUEST_FAILED, SENDING_FAILED } from '../events.js';
import { answer } from './answering.js';
import { storeChoice, withUnsent } from './choices.js';
import { keepUnsent, unsentOf } from './drafts.js';
import { FAILED, KEPT, Message, SENDING } from './message.js';
import { setUnanswered } from './unanswered.js';

/** The keys of messages that this page is sending now. A chat that is opened meanwhile must not send them too. */
const underWay = new Set();

/** What may be Markdown. Other texts look the same when they are rendered. */
const MARKUP = /[*_`~#>|$\\[\]<]|^\s*([-+]|\d+[.)])\s|https?:|www\./m;

/** @param {import('./thread.js').Thread} thread */
export async function send(thread, content) {
  if (thread.answer) {
    setUnanswered(thread, thread.messages.at(-1), thread.answer.reason);
  }
  await sendNew(thread, { content });
}

/** Sends a new version of the message at this index and continues from there. The old version stays reachable. */
export async function sendInstead(thread, index, content) {
  const shelved = thread.cut(index);
  const [{ parentSeq: parent, versions: beside }] = shelved;
  await sendNew(thread, thread.temporary ? { content } : { content, parent, beside, shelved });
}

/** Sends all messages that failed before, under their first keys, and then requests the answer. */
export async function sendPending(thread) {
  const unsent = thread.messages.filter((message) => message.state === FAILED);
  if (unsent.length === 0 || thread.busy) {
    return;
  }
  unsent.forEach((message) => (message.state = SENDING));
  thread.changed();
  for (const message of unsent) {
    try {
      underWay.add(message.key);
      if (!thread.atEnd) {
        await thread.loadNewest();
      }
      await deliver(thread, message);
      render(thread, message);
    } catch (error) {
      const left = unsent.filter((one) => one.state === SENDING);
      left.forEach((one) => Object.assign(one, { state: FAILED, reason: reasonOf(error), away: error.status === 0 }));
      thread.changed();
      announce(SENDING_FAILED, { thread, error });
      return;
    } finally {
      underWay.delete(message.key);
    }
  }
  announce(MESSAGES_SENT, { thread });
  await answer(thread);
}

/** Adds the messages that an earlier page could not send. */
export function restoreUnsent(thread) {
  if (!thread.temporary) {
    const left = unsentOf(thread.id).filter((message) => !underWay.has(message.key));
    const restored = left.map((message) => new Message({ ...message, role: 'user', state: FAILED, away: true }));
    thread.messages.push(...restored);
  }
}

async function sendNew(thread, fields) {
  thread.answer = null;
  const timestamp = new Date().toISOString();
  thread.messages.push(new Message({ role: 'user', timestamp, key: newKey(), state: FAILED, ...fields }));
  if (!thread.temporary) {
    keepUnsent(thread.id, thread.pending);
  }
  await sendPending(thread);
}

async function deliver(thread, message) {
  if (thread.temporary) {
    message.state = KEPT;
    thread.changed();
  } else if (thread.id === null) {
    await create(thread, message);
  } else {
    await append(thread, message);
  }
}

/** Loads a stored message as HTML. Without it the message is shown as it was typed. */
async function render(thread, message) {
  if (message.seq === undefined || !MARKUP.test(message.content)) {
    return;
  }
  const { seq } = message;
  const page = await getThread(thread.id, { before: seq + 1, head: seq }, 1).catch(() => null);
  message.html ??= page?.messages[0]?.html;
  thread.changed();
}

async function append(thread, message) {
  // The parent is fixed at the first try: the same key must always come with the same body.
  message.parent ??= thread.loaded ? thread.head : undefined;
  keepUnsent(thread.id, thread.pending);
  const { role, content, timestamp, parent, key } = message;
  const stored = await appendMessage(thread.id, { role, content, timestamp, parent }, key);
  thread.acknowledge(message, stored.seq, stored.message_count);
  keepUnsent(thread.id, thread.pending);
  touch(thread.id, { updatedAt: stored.updated_at, messageCount: stored.message_count });
}

/** Creates the conversation with its first message in one request, and names it after the message for now. */
async function create(thread, message) {
  const { content, timestamp, key } = message;
  const title = clipped(titleFrom(content), 200);
  message.choices ??= thread.metadata; // the same key must always come with the same body
  const metadata = { ...message.choices, autoTitle: title };
  const made = await createConversation(title, [{ type: 'user', content, timestamp }], metadata, key, thread.project);
  thread.id = made.id;
  const { model = null, systemPrompt = null } = thread.metadata;
  if (model !== (metadata.model ?? null) || systemPrompt !== (metadata.systemPrompt ?? null)) {
    storeChoice(made.id, { model, systemPrompt }).catch((error) => announce(REQUEST_FAILED, { error }));
  }
  thread.metadata = withUnsent(made.id, metadata);
  thread.acknowledge(message, 0, 1);
  keepUnsent(null, []);
  keepUnsent(thread.id, thread.pending);
  announce(CONVERSATION_CREATED, { thread });
}
