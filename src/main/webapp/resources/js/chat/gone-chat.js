/**
 * What happens when a conversation turns out to be deleted elsewhere: it leaves the list. If it is open, its messages and
 * what the person typed stay on the page, and a new chat can begin with the latter. Loaded at its first use.
 */
import { getSummary } from '../api/conversations.js';
import { newKey } from '../api/http.js';
import { byId } from '../dom.js';
import { forget } from '../stores/conversations.js';
import { notice } from '../ui/notices.js';
import { word } from '../words.js';
import { draftOf, keepDraft, keepUnsent, unsentOf } from './conversation/drafts.js';
import { KEPT } from './conversation/message.js';
import { CONVERSATION_OPENED, on } from './events.js';

const text = byId('composer-text');
/** The deleted conversation on the page, and whether the notice offers to take its text along. */
let open = null;

/**
 * @param {string} id of the conversation that was not found
 * @param {import('./conversation/open-conversation.js').OpenConversation} conversation
 * @param {boolean} wanted whether the person wanted something of it
 */
export async function showGone(id, conversation, wanted) {
  if (!(await isGone(id))) {
    return;
  }
  const { thread } = conversation;
  if (thread.gone && thread.id === id) {
    return;
  }
  if (thread.id !== id) {
    forget(id);
    if (unsentOf(id).length > 0 || draftOf(id) !== '') {
      notice('list', { tone: 'bad', words: word('js.gone.kept'), act: actOf(id, true) });
    } else if (wanted) {
      notice('list', { tone: 'bad', words: word('js.thread.not-found') });
    }
    return;
  }
  const { textContent: heading } = byId('title');
  const { title } = document;
  forget(id);
  byId('title').textContent = heading;
  document.title = title;
  endThread(thread);
  byId('messages').classList.add('gone');
  open = { thread };
  tell();
}

/** Asks again: a 404 may come from a proxy, or be about a part of the conversation. */
async function isGone(id) {
  try {
    await getSummary(id);
    return false;
  } catch (error) {
    return error.gone === id;
  }
}

/** Nothing more can be sent, and nothing tried again. Messages that were about to be replaced come back. */
function endThread(thread) {
  const unsent = thread.pending;
  const kept = thread.messages.filter((message) => message.state === KEPT);
  thread.messages = [...kept, ...unsent.flatMap(({ shelved = [] }) => shelved), ...unsent];
  thread.messages.forEach((message) => Object.assign(message, { unanswered: undefined, shelved: undefined }));
  unsent.forEach((message) => Object.assign(message, { gone: true, away: false, reason: word('js.gone') }));
  thread.answer = null;
  thread.hasMore = false;
  thread.loaded = true;
  thread.gone = true;
  thread.changed();
}

/** Says so, once and again when there is something to take along, or no longer. */
function tell() {
  const { thread } = open;
  const more = thread.pending.length > 0 || text.value.trim() !== '';
  if (open.more !== more) {
    open.more = more;
    notice('thread', { tone: 'bad', words: word(more ? 'js.gone.kept' : 'js.gone'), act: actOf(thread.id, more) });
  }
}

function actOf(id, more) {
  return { words: word(more ? 'js.gone.begin' : 'js.new-chat'), run: () => beginAgain(id) };
}

/** Opens a new chat, which sends what was sent to the deleted one in vain, and whose box has what was typed there. */
function beginAgain(id) {
  const timestamp = new Date().toISOString();
  const again = unsentOf(id).map(({ content }) => ({ content, timestamp, key: newKey() }));
  keepUnsent(null, [...unsentOf(null), ...again]);
  keepUnsent(id, []);
  keepDraft(null, [draftOf(null), draftOf(id)].filter(Boolean).join('\n\n'));
  keepDraft(id, '');
  document.querySelector('a[data-visit=""]').click();
}

text.addEventListener('input', () => open && tell());
on(CONVERSATION_OPENED, () => {
  open = null;
  byId('messages').classList.remove('gone');
});
