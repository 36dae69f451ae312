/** The list of conversations, grouped by time, with its marks; rename in place, archive and delete. */
import { el, skeleton } from '../dom.js';
import { conversations, currentConversationId, deleteConversation, hasMore, loadConversations, loadMore, setStatus, shown, updateTitle } from '../stores/conversations.js';
import { grouped } from '../time.js';
import { word } from '../words.js';
import { confirmed } from './dialog.js';
import { running, see, unread } from './marks.js';
import { renamedIn, row } from './row.js';

/**
 * @param {HTMLElement} nav where the list goes
 * @param {{onOpen: (id: string) => void, onGone: (id: string) => void, onChanged: (id: string) => void, onError: (error: Error, words: string) => void}} acts
 */
export function sidebar(nav, acts) {
  let all = null;
  let renaming = null;
  let rows = new Map();

  nav.replaceChildren(skeleton(8));
  const end = el('div', { class: 'list-end' });
  const archive = el('button', { class: 'text-button quiet', type: 'button', onclick: turn });
  const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), {
    root: nav,
    rootMargin: '400px',
  });

  async function more() {
    try {
      await loadMore();
    } catch (error) {
      acts.onError(error, word('js.list.more-failed'));
    }
  }

  /** Between the list and the archive. */
  async function turn() {
    const before = shown.get();
    try {
      shown.set(before === 'archived' ? 'active' : 'archived');
      await loadConversations();
    } catch (error) {
      shown.set(before);
      acts.onError(error, word('js.list.failed'));
    }
    draw();
    archive.focus();
  }

  function draw() {
    if (all === null || renaming) {
      return;
    }
    watcher.disconnect();
    const archived = shown.get() === 'archived';
    const focused = nav.contains(document.activeElement) ? document.activeElement : null;
    const at = focused?.closest('.conversation')?.dataset.id;
    archive.textContent = word(archived ? 'js.list.back' : 'js.list.archived');
    const known = rows;
    rows = new Map();
    const groups = grouped(all).map((one) => group(one, known));
    const nothing = el('p', { class: 'nothing' }, word(archived ? 'js.list.none-archived' : 'js.list.empty'));
    nav.replaceChildren(archived ? archive : '', ...(groups.length ? groups : [nothing]), end, archived ? '' : archive);
    if (focused && focused !== document.activeElement) {
      (focused.isConnected ? focused : linkOf(at))?.focus({ preventScroll: true });
    }
    if (hasMore()) {
      watcher.observe(end);
    }
  }

  function group({ heading, conversations: members }, known) {
    return el('section', { 'aria-label': heading }, el('h2', {}, heading), el('ul', {}, ...members.map((one) => rowOf(one, known))));
  }

  /** A row that looks as before stays the same element. */
  function rowOf(conversation, known) {
    const { id, title, status } = conversation;
    const marks = { current: currentConversationId.get() === id, running: running.get().has(id), unread: unread.get().has(id) };
    const look = JSON.stringify([title, status, marks]);
    const element = known.get(id)?.look === look ? known.get(id).element : row(conversation, marks, { ...acts, onRename: rename, onArchive: archiveOne, onDelete: remove });
    rows.set(id, { look, element });
    return element;
  }

  function linkOf(id) {
    return id && nav.querySelector(`[data-id="${CSS.escape(id)}"] > a`);
  }

  async function rename(conversation, item) {
    renaming = conversation.id;
    const title = await renamedIn(item, conversation);
    const focused = item.contains(document.activeElement) || document.activeElement === document.body;
    if (title) {
      item.replaceChildren(el('a', { dir: 'auto' }, title));
      try {
        await updateTitle(conversation.id, title);
        see(conversation.id);
        acts.onChanged(conversation.id);
      } catch (error) {
        acts.onError(error, word('js.list.rename-failed'));
      }
    }
    renaming = null;
    rows.delete(conversation.id);
    draw();
    if (focused) {
      linkOf(conversation.id)?.focus();
    }
  }

  async function archiveOne({ id, status }) {
    try {
      await setStatus(id, status === 'archived' ? 'active' : 'archived');
      acts.onGone(id);
    } catch (error) {
      acts.onError(error, word('js.list.archive-failed'));
    }
  }

  async function remove({ id, title }) {
    if (!(await confirmed({ title: word('js.list.delete-title'), words: word('js.list.delete-words', title), yes: word('js.delete') }))) {
      linkOf(id)?.focus();
      return;
    }
    try {
      await deleteConversation(id);
      acts.onGone(id);
    } catch (error) {
      acts.onError(error, word('js.list.delete-failed'));
    }
  }

  currentConversationId.subscribe(draw);
  running.subscribe(draw);
  unread.subscribe(draw);

  return {
    /** From now on the list shows what the store holds. */
    start() {
      conversations.subscribe((list) => {
        all = list;
        draw();
      });
    },
    loading: () => nav.replaceChildren(skeleton(8)),
    failed(reason, again) {
      nav.replaceChildren(
        el(
          'div',
          { class: 'nothing', role: 'alert' },
          el('p', {}, word('js.list.failed')),
          el('p', {}, reason),
          el('button', { class: 'text-button', type: 'button', onclick: again }, word('js.again')),
        ),
      );
    },
    /** The conversation before (-1) or behind (1) the open one in the list, if there is one. @returns {string|undefined} */
    beside(step) {
      const at = (all ?? []).findIndex((one) => one.id === currentConversationId.get());
      return at < 0 ? all?.[0]?.id : all[at + step]?.id;
    },
  };
}
