/**
 * Deletes and archives conversations. Nothing is sent for ten seconds, in which a notice offers to undo it; leaving the
 * page sends it at once. Loaded at its first use.
 */
import { changeConversation, deleteConversation } from '../../api/conversations.js';
import { byId } from '../../dom.js';
import { read, write } from '../../storage.js';
import { currentConversationId, hide, refresh, shown, unhide } from '../../stores/conversations.js';
import { confirm } from '../../ui/dialog.js';
import { clear, notice } from '../../ui/notices.js';
import { word } from '../../words.js';
import { announce, CONVERSATION_REMOVED, CONVERSATION_RESTORED, REMOVAL_SENT, REQUEST_FAILED } from '../events.js';

const PATIENCE = 10_000; // ms
/** What was sent when the page was left, in the tab. The next page sends it again, because it may not have arrived. */
const LEFT = 'parley-removals';
const DELETED = null;
/** Whether the server keeps what is deleted in the trash for a while. */
const kept = byId('trash') !== null;

/** @type {Map<string, {status: string|null, open: boolean, next: string|undefined, timer: number}>} by id */
const waiting = new Map();

/** Deletes a conversation, after a question. */
export async function remove({ id, title }) {
  const words = word(kept ? 'js.list.trash-words' : 'js.list.delete-words', title);
  if (await confirm({ title: word('js.list.delete-title'), words, yes: word('js.delete') })) {
    begin(id, DELETED, word(kept ? 'js.removed.trashed' : 'js.removed.deleted', title));
  } else {
    linkOf(id)?.focus();
  }
}

/** Moves a conversation into the archive, or out of it. */
export function move({ id, title, status }) {
  if (status === 'archived') {
    begin(id, 'active', word('js.removed.unarchived', title));
  } else {
    begin(id, 'archived', word('js.removed.archived', title));
  }
}

/** Sends again what an earlier page of this tab sent at its end. */
export function resume() {
  const left = JSON.parse(read(LEFT, 'sessionStorage') ?? '[]');
  write(LEFT, null, 'sessionStorage');
  left.forEach(([id, status]) => {
    hide(id);
    send(id, status);
  });
}

function begin(id, status, words) {
  const rows = [...byId('conversations').querySelectorAll('[data-id]')];
  const at = rows.findIndex((row) => row.dataset.id === id);
  const next = (rows[at + 1] ?? rows[at - 1])?.dataset.id;
  const open = currentConversationId.get() === id;
  waiting.set(id, { status, open, next, timer: setTimeout(() => finish(id), PATIENCE) });
  hide(id);
  announce(CONVERSATION_REMOVED, { id });
  notice(kindOf(id), { tone: 'plain', words, act: { words: word('js.removed.undo'), run: () => undo(id) } });
  if (document.activeElement === document.body) {
    undoButton(id).focus(); // the row that had the focus is gone
  }
}

function undo(id) {
  const { open } = end(id);
  unhide(id, true);
  linkOf(id)?.focus();
  announce(CONVERSATION_RESTORED, { id, open: open && currentConversationId.get() === null });
}

function finish(id, keepalive = false) {
  const focused = undoButton(id) === document.activeElement;
  const { status, next } = end(id);
  if (focused) {
    linkOf(next)?.focus();
  }
  return send(id, status, keepalive);
}

/** Sends at once what is waiting, before the session ends. */
export async function settle() {
  await Promise.all([...waiting.keys()].map((id) => finish(id)));
}

/** Nothing is left to undo. */
function end(id) {
  const removal = waiting.get(id);
  waiting.delete(id);
  clearTimeout(removal.timer);
  clear(kindOf(id));
  return removal;
}

async function send(id, status, keepalive = false) {
  try {
    await (status === DELETED
      ? deleteConversation(id, { keepalive })
      : changeConversation(id, { status }, { keepalive }));
    unhide(id);
    announce(REMOVAL_SENT, { id });
    if (status === shown.get()) {
      await refresh();
    }
  } catch (error) {
    unhide(id, !error.gone);
    if (status !== DELETED || !error.gone) {
      const words = word(status === DELETED ? 'js.list.delete-failed' : 'js.list.archive-failed');
      announce(REQUEST_FAILED, { error, words });
    }
  }
}

function kindOf(id) {
  return `undo-${id}`;
}

function undoButton(id) {
  return byId('notices').querySelector(`[data-kind="${kindOf(id)}"] button`);
}

function linkOf(id) {
  return id && byId('conversations').querySelector(`[data-id="${CSS.escape(id)}"] > a`);
}

// The other list shows what moves into it.
shown.subscribe(() => {
  [...waiting].filter(([, { status }]) => status !== DELETED).forEach(([id]) => finish(id));
});
window.addEventListener('pagehide', () => {
  const left = [...waiting].map(([id, { status }]) => [id, status]);
  write(LEFT, left.length > 0 ? JSON.stringify(left) : null, 'sessionStorage');
  left.forEach(([id]) => finish(id, true));
});
window.addEventListener('pageshow', () => write(LEFT, null, 'sessionStorage'));
