/**
 * Opens a conversation in its middle: loads the messages around one, and newer ones as the reader gets there. Loaded at
 * its first use.
 */
import { getThread } from '../../api/conversations.js';
import { Message } from './message.js';

/** Messages loaded at a time. */
const PAGE = 50;

/**
 * Loads the messages around `place` of the thread, on a branch that leads through it. If there is no such message, loads
 * the newest ones, and `place` is unset.
 */
export async function loadAround(thread) {
  const { id, place } = thread;
  import('../messages/found-message.js');
  try {
    let page = await getThread(id, { through: place, before: place + PAGE / 2 }, PAGE);
    if (!page.messages.some(({ seq }) => seq === place)) {
      page = await getThread(id, { through: place, before: place + 1 }, PAGE); // long messages come after it
    }
    const around = page.messages.map((wire) => new Message(wire));
    mark(around.at(-1), page.head);
    thread.messages = [...around, ...thread.pending];
    thread.hasMore = page.has_more;
    thread.take(page);
    thread.refresh();
  } catch (error) {
    if (error.status !== 400) {
      throw error;
    }
    await thread.loadNewest({});
  }
}

/**
 * Loads the messages of the branch after the newest loaded one. Their `seq` may be far from its own, so this looks for a
 * page that begins right after it.
 */
export async function loadNewer(thread) {
  const last = thread.messages.findLast(({ leadsTo }) => leadsTo !== undefined);
  if (!last) {
    return;
  }
  const { seq, leadsTo: head } = last;
  let [tooLow, tooHigh] = [seq + 1, head + 2];
  for (let before = Math.min(seq + 1 + PAGE, head + 1); tooHigh - tooLow > 1; before = (tooLow + tooHigh) >> 1) {
    const page = await getThread(thread.id, { before, head }, PAGE);
    const messages = page.messages.map((wire) => new Message(wire));
    const from = messages.findIndex(({ parentSeq }) => parentSeq === seq);
    if (from >= 0) {
      append(thread, last, messages.slice(from), head);
      return;
    }
    const nothingNewer = !(messages.at(-1)?.seq > seq);
    [tooLow, tooHigh] = nothingNewer ? [before, tooHigh] : [tooLow, before];
  }
}

function append(thread, last, newer, head) {
  const at = thread.messages.indexOf(last);
  if (at < 0 || last.leadsTo !== head) {
    return; // other messages were loaded meanwhile
  }
  last.leadsTo = undefined;
  mark(newer.at(-1), head);
  thread.messages.splice(at + 1, 0, ...newer);
  thread.refresh();
}

/** Notes in the newest loaded message which one the branch ends in, if that is another. */
function mark(message, head) {
  message.leadsTo = message.seq === head ? undefined : head;
}
