/**
 * The choices for a conversation: model and instructions. They are stored at once, or as soon as the server can be
 * reached; until then they count on this page, also after a reload.
 */
import { changeConversation } from '../../api/conversations.js';
import { read, write } from '../../storage.js';

const UNSENT = 'parley-choices';
/** ms until the next try, unless the network comes back sooner */
const PATIENCE = 10_000;
/** The server cannot be reached, the session has ended, or the server is busy. */
const PASSING = new Set([0, 401, 429, 503]);

const unsent = new Map(Object.entries(JSON.parse(read(UNSENT, 'sessionStorage') ?? '{}')));
let timer;

/** The metadata of a conversation with a change. Null removes a value. */
export function changed(metadata, change) {
  return Object.fromEntries(Object.entries({ ...metadata, ...change }).filter(([, value]) => value !== null));
}

/** The metadata of a conversation with the choices that are not stored yet. */
export function withUnsent(id, metadata) {
  return changed(metadata, unsent.get(id));
}

/** Stores a choice, now or later. @throws {Error} when trying again is useless; then the choice is dropped */
export async function storeChoice(id, change) {
  unsent.set(id, { ...unsent.get(id), ...change });
  keep();
  await send(id);
}

async function send(id) {
  const change = unsent.get(id);
  if (change === undefined) {
    return;
  }
  try {
    await changeConversation(id, { metadata: change });
  } catch (error) {
    if (PASSING.has(error.status)) {
      later();
      return;
    }
    settle(id, change);
    throw error;
  }
  settle(id, change);
}

/** Forgets a choice unless another one was made meanwhile. */
function settle(id, change) {
  if (unsent.get(id) === change) {
    unsent.delete(id);
    keep();
  }
}

function keep() {
  write(UNSENT, unsent.size > 0 ? JSON.stringify(Object.fromEntries(unsent)) : null, 'sessionStorage');
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(sendAll, PATIENCE);
  window.addEventListener('online', sendAll, { once: true });
}

function sendAll() {
  clearTimeout(timer);
  window.removeEventListener('online', sendAll);
  [...unsent.keys()].forEach((id) => send(id).catch(() => {}));
}

if (unsent.size > 0) {
  sendAll();
}
