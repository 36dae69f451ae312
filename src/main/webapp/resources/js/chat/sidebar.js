/** The list of conversations, grouped by time, with rename in place and delete. */
import { el, icon, skeleton } from '../dom.js';
import { conversations, currentConversationId, deleteConversation, hasMore, loadMore, updateTitle } from '../stores/conversations.js';
import { grouped } from '../time.js';
import { word } from '../words.js';
import { confirmed } from './dialog.js';

/**
 * @param {HTMLElement} nav where the list goes
 * @param {{onOpen: (id: string) => void, onDeleted: (id: string) => void, onError: (error: Error, words: string) => void}} acts
 */
export function sidebar(nav, acts) {
  let all = null;
  let renaming = null;

  nav.replaceChildren(skeleton(8));
  const end = el('div', { class: 'list-end' });
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

  function draw() {
    if (all === null || renaming) {
      return;
    }
    watcher.disconnect();
    if (all.length === 0) {
      nav.replaceChildren(el('p', { class: 'nothing' }, word('js.list.empty')));
      return;
    }
    const focused = document.activeElement?.closest?.('.conversation')?.dataset.id;
    nav.replaceChildren(...grouped(all).map(group), end);
    if (focused) {
      nav.querySelector(`.conversation[data-id="${CSS.escape(focused)}"] > a`)?.focus({ preventScroll: true });
    }
    if (hasMore()) {
      watcher.observe(end);
    }
  }

  function group({ heading, conversations: members }) {
    return el('section', { 'aria-label': heading }, el('h2', {}, heading), el('ul', {}, ...members.map(row)));
  }

  function row(conversation) {
    const { id, title } = conversation;
    const current = currentConversationId.get() === id;
    const item = el(
      'li',
      { class: current ? 'conversation current' : 'conversation', 'data-id': id },
      el('a', { href: `chat.xhtml?c=${encodeURIComponent(id)}`, title, dir: 'auto', 'aria-current': current ? 'page' : null, onclick: (event) => open(event, id) }, title),
      el('button', { class: 'icon-button', type: 'button', title: word('js.rename'), 'aria-label': word('js.list.rename', title), onclick: () => rename(item, conversation) }, icon('edit')),
      el('button', { class: 'icon-button', type: 'button', title: word('js.delete'), 'aria-label': word('js.list.delete', title), onclick: () => remove(conversation) }, icon('bin')),
    );
    return item;
  }

  /** A plain click stays in the page; with a modifier the browser opens its new tab. */
  function open(event, id) {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      acts.onOpen(id);
    }
  }

  function rename(item, conversation) {
    const input = el('input', { type: 'text', maxlength: 200, 'aria-label': word('js.list.new-title'), value: conversation.title, dir: 'auto' });
    renaming = conversation.id;
    item.replaceChildren(input);
    input.focus();
    input.select();

    async function finish(save) {
      if (renaming !== conversation.id) {
        return;
      }
      renaming = null;
      const title = input.value.trim();
      if (save && title && title !== conversation.title) {
        item.replaceChildren(el('a', { dir: 'auto' }, title));
        try {
          await updateTitle(conversation.id, title);
        } catch (error) {
          acts.onError(error, word('js.list.rename-failed'));
        }
      }
      draw();
    }

    input.addEventListener('keydown', (event) => {
      if (event.isComposing) {
        return;
      }
      if (event.key === 'Enter' || event.key === 'Escape') {
        event.preventDefault();
        finish(event.key === 'Enter').then(() => nav.querySelector(`[data-id="${CSS.escape(conversation.id)}"] > a`)?.focus());
      }
    });
    input.addEventListener('blur', () => finish(true));
  }

  async function remove({ id, title }) {
    const words = word('js.list.delete-words', title);
    if (!(await confirmed({ title: word('js.list.delete-title'), words, yes: word('js.delete') }))) {
      return;
    }
    try {
      await deleteConversation(id);
      acts.onDeleted(id);
    } catch (error) {
      acts.onError(error, word('js.list.delete-failed'));
    }
  }

  currentConversationId.subscribe(draw);

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
  };
}
