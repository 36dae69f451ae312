/** The list of conversations, the pinned ones first, then by time; or the archive. */
import { byId, el, icon, skeleton } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import {
  conversations,
  currentConversationId,
  hasMore,
  inProject,
  isListed,
  loadConversations,
  loadMore,
  shown,
  tagged,
  updateTitle,
} from '../../stores/conversations.js';
import { later, word } from '../../words.js';
import { announce, CONVERSATION_CHANGED, CONVERSATION_CREATED, on, REQUEST_FAILED } from '../events.js';
import { running, unread } from './conversation-marks.js';
import { grouping, rows } from './rows.js';

const ARCHIVED = 'archived';
const ACTIVE = 'active';

export class ConversationList {
  #nav;
  /** null until the list is loaded */
  #all = null;
  /** The rows on the page with what they show, by the id of their conversation. */
  #rows = new Map();
  /** Whether a title is being edited; the list is not drawn meanwhile. */
  #renaming = false;
  #end = el('div', { class: 'list-end' });
  #archive = byId('archive');
  #watcher;
  #actions = {
    rename: (conversation, row) => this.#rename(conversation, row),
    archive: (conversation) => this.#remove('move', conversation, 'js.list.archive-failed'),
    remove: (conversation) => this.#remove('remove', conversation, 'js.list.delete-failed'),
  };

  /** @param {HTMLElement} nav */
  constructor(nav) {
    this.#nav = nav;
    const reached = (entries) => entries.some((entry) => entry.isIntersecting) && this.#loadMore();
    this.#watcher = new IntersectionObserver(reached, { root: nav, rootMargin: '400px' });
    this.#archive.addEventListener('click', () => this.#switchArchive());
    currentConversationId.subscribe(() => this.#draw());
    running.subscribe(() => this.#draw());
    unread.subscribe(() => this.#draw());
    grouping.subscribe(() => this.#draw());
    rows.subscribe(() => this.#draw());
    on(CONVERSATION_CREATED, () => this.#showActive());
  }

  /** Loads the list. Until that succeeds it shows why not, with a button to try again. */
  async load() {
    for (let loaded = false; !loaded; ) {
      this.#nav.replaceChildren(skeleton(8));
      try {
        await loadConversations();
        loaded = true;
      } catch (error) {
        announce(REQUEST_FAILED, { error });
        await this.#retry(error);
      }
    }
    conversations.subscribe((all) => {
      this.#all = all.filter(isListed);
      this.#draw();
    });
  }

  /** @returns {string|undefined} the id of the conversation before (-1) or after (1) the open one */
  neighbour(step) {
    const ids = [...this.#rows.keys()];
    const open = ids.indexOf(currentConversationId.get());
    return ids[open < 0 ? 0 : open + step];
  }

  /** Resolves when the person asks for another try, or after a while if the server is away. */
  #retry(error) {
    return new Promise((resolve) => {
      const button = el('button', { class: 'text-button', type: 'button', onclick: resolve }, word('js.again'));
      const lines = [el('p', {}, word('js.list.failed')), el('p', {}, reasonOf(error)), button];
      this.#nav.replaceChildren(el('div', { class: 'nothing', role: 'alert' }, ...lines));
      if (error.status === 503 || error.status === 0) {
        setTimeout(resolve, (error.retryAfter ?? 5) * 1000);
      }
    });
  }

  #draw() {
    if (this.#all === null || this.#renaming) {
      return;
    }
    this.#watcher.disconnect();
    const archived = shown.get() === ARCHIVED;
    const focused = this.#nav.contains(document.activeElement) ? document.activeElement : null;
    const focusedId = focused?.closest('.conversation')?.dataset.id;
    this.#archive.replaceChildren(
      icon(archived ? 'back' : 'archive'),
      word(archived ? 'js.list.back' : 'js.list.archived'),
    );
    const heading = archived ? el('p', { class: 'archive-heading' }, word('js.list.archived')) : '';
    this.#nav.replaceChildren(heading, ...this.#groups(archived), this.#end);
    if (focused && focused !== document.activeElement) {
      (focused.isConnected ? focused : this.#linkOf(focusedId))?.focus({ preventScroll: true });
    }
    if (hasMore()) {
      this.#watcher.observe(this.#end);
    }
  }

  #groups(archived) {
    const before = this.#rows;
    this.#rows = new Map();
    const groups = grouping
      .get()(this.#all)
      .map(({ heading, conversations: members, head, tail, ...attributes }) => {
        const lines = members.map((one) => this.#row(one, before.get(one.id)));
        const list = lines.length > 0 && el('ul', {}, ...lines);
        return el('section', { 'aria-label': heading, ...attributes }, head ?? el('h2', {}, heading), list, tail);
      });
    const filtered = tagged.get() ? 'js.list.none-tagged' : inProject.get() && 'js.list.none-in-project';
    const nothing = word(filtered || (archived ? 'js.list.none-archived' : 'js.list.empty'));
    return groups.length > 0 ? groups : [el('p', { class: 'nothing' }, nothing)];
  }

  /** A row that shows the same as before stays the same element. */
  #row(conversation, before) {
    const { id, title, status, pinned, tags } = conversation;
    const marks = {
      current: currentConversationId.get() === id,
      running: running.get().has(id),
      unread: unread.get().has(id),
    };
    const look = JSON.stringify([title, status, pinned, tags, marks]);
    const build = rows.get();
    const same = before?.look === look && before.build === build;
    const element = same ? before.element : build(conversation, marks, this.#actions);
    this.#rows.set(id, { look, build, element });
    return element;
  }

  #linkOf(id) {
    return id && this.#nav.querySelector(`[data-id="${CSS.escape(id)}"] :is(a, input)`); // or its checkbox
  }

  async #loadMore() {
    try {
      await loadMore();
    } catch (error) {
      announce(REQUEST_FAILED, { error, words: word('js.list.more-failed') });
    }
  }

  async #switchArchive() {
    const before = shown.get();
    try {
      shown.set(before === ARCHIVED ? ACTIVE : ARCHIVED);
      await loadConversations();
    } catch (error) {
      shown.set(before);
      announce(REQUEST_FAILED, { error, words: word('js.list.failed') });
    }
    this.#draw();
  }

  /** A new conversation is active and has no tags, so the list leaves the archive and the filters to show it. */
  async #showActive() {
    if (shown.get() !== ACTIVE || tagged.get() || inProject.get()) {
      try {
        shown.set(ACTIVE);
        tagged.set(null);
        inProject.set(null);
        await loadConversations();
      } catch (error) {
        announce(REQUEST_FAILED, { error });
      }
    }
  }

  async #rename(conversation, row) {
    const { id } = conversation;
    const { editTitle } = await import('./title-field.js');
    this.#renaming = true;
    const title = await editTitle(row, conversation);
    const focused = row.contains(document.activeElement) || document.activeElement === document.body;
    if (title) {
      row.replaceChildren(el('a', { dir: 'auto' }, title));
      try {
        await updateTitle(id, title);
        announce(CONVERSATION_CHANGED, { id });
      } catch (error) {
        announce(REQUEST_FAILED, { error, words: word('js.list.rename-failed') });
      }
    }
    this.#renaming = false;
    this.#rows.delete(id);
    this.#draw();
    if (focused) {
      this.#linkOf(id)?.focus();
    }
  }

  /** Deletes or moves a conversation, by a script that is loaded at its first use. */
  async #remove(action, conversation, failed) {
    const removals = await later(() => import('./removals.js')).catch(() => null);
    if (removals) {
      removals[action](conversation);
    } else {
      announce(REQUEST_FAILED, { error: { status: 0, word: 'js.error.0' }, words: word(failed) });
    }
  }
}
