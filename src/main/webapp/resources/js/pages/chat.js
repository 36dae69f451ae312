/** The chat page: the list first, then the conversation the address names (`?c=ID`), or a new chat. */
import { byId, sentence } from '../dom.js';
import { currentConversation, currentConversationId, loadConversations, loadDetails } from '../stores/conversations.js';
import { composer } from '../chat/composer.js';
import { unsentOf } from '../chat/drafts.js';
import { drawer } from '../chat/drawer.js';
import { messagesView } from '../chat/messages-view.js';
import { clear, notice, tell, watchNetwork } from '../chat/notices.js';
import { retry, retryAnswer, send } from '../chat/sending.js';
import { sidebar } from '../chat/sidebar.js';
import { Thread } from '../chat/thread.js';
import { secondsOf } from '../time.js';
import { plural, word } from '../words.js';

const threads = new Map();
let thread = null;
let endOfWatch = () => {};

const menu = drawer();
const list = sidebar(byId('conversations'), {
  onOpen: (id) => go(id),
  onDeleted: (id) => {
    threads.delete(id);
    if (thread?.id === id) {
      go(null);
    }
  },
  onError: (error, words) => tell(error) || notice('list', { tone: 'bad', words: `${words} ${sentence(error)}` }),
});
const view = messagesView(byId('scroller'), byId('messages'), {
  onOlder: () => thread.loadOlder().catch(told),
  onRetry: (message) => retry(thread, message, hooks),
  onRetryAnswer: () => retryAnswer(thread, hooks),
});
const box = composer({
  form: byId('composer'),
  onSend: (text) => {
    clear('list');
    send(thread, text, hooks);
    view.toEnd();
  },
});

const hooks = {
  onCreated(created) {
    threads.set(created.id, created);
    if (created === thread) {
      history.replaceState(null, '', addressOf(created.id));
      box.rename(created.id);
    }
  },
  onAnswer(answered, message) {
    if (answered === thread) {
      byId('announcer').textContent = message.content;
    }
  },
  onError: told,
};

function told(error) {
  tell(error);
}

function addressOf(id) {
  return id === null ? 'chat.xhtml' : `chat.xhtml?c=${encodeURIComponent(id)}`;
}

function go(id) {
  history.pushState(null, '', addressOf(id));
  open(id);
}

async function open(id) {
  menu.close();
  clear('list');
  endOfWatch();
  const opened = threads.get(id) ?? new Thread(id);
  thread = opened;
  currentConversationId.set(id);
  restoreUnsent(opened);
  endOfWatch = opened.onChange(() => {
    view.draw();
    refresh();
  });
  view.show(opened);
  box.open(id);
  refresh();
  if (!window.matchMedia('(hover: none)').matches) {
    box.focus();
  }
  if (!opened.loaded || !opened.busy) {
    await load(opened);
  }
}

async function load(opened) {
  if (opened.id === null) {
    return;
  }
  try {
    const [details] = await Promise.all([loadDetails(opened.id), opened.loadNewest()]);
    threads.set(opened.id, opened);
    opened.time(details.thinkingTimes);
    clear('thread');
    if (opened === thread) {
      view.toEnd();
    }
  } catch (error) {
    if (opened !== thread) {
      return;
    }
    if (error.status === 404) {
      go(null);
      notice('list', { tone: 'bad', words: word('js.thread.not-found') });
    } else if (!tell(error)) {
      notice('thread', { tone: 'bad', words: `${word('js.thread.failed')} ${sentence(error)}`, act: { words: word('js.again'), run: () => load(opened) } });
    }
  }
}

function restoreUnsent(opened) {
  const unsent = unsentOf(opened.id);
  if (unsent && !opened.messages.some((message) => message.key === unsent.key)) {
    opened.messages.push({ role: 'user', ...unsent, timestamp: new Date().toISOString(), state: 'failed', reason: '' });
  }
}

function refresh() {
  const empty = thread.id === null && thread.messages.length === 0;
  byId('welcome').hidden = !empty;
  byId('messages').hidden = empty;
  box.busy(thread.busy);
}

function pace(figures) {
  const answers = figures?.responseCount ?? 0;
  byId('pace').textContent = answers ? plural('js.pace', answers, secondsOf(figures.averageThinkingTime)) : '';
}

/** Until the list is there nothing else is; when the server is away it is asked again by itself. */
async function start() {
  list.loading();
  let asked = false;
  const again = () => {
    if (!asked) {
      asked = true;
      start();
    }
  };
  try {
    await loadConversations();
  } catch (error) {
    tell(error);
    list.failed(sentence(error), again);
    if (error.status === 503 || error.status === 0) {
      setTimeout(again, (error.retryAfter ?? 5) * 1000);
    }
    return;
  }
  list.start();
  await open(new URLSearchParams(location.search).get('c'));
}

currentConversation.subscribe((current) => {
  byId('title').textContent = current?.title ?? word('js.new-chat');
  document.title = current ? `${current.title} · Parley` : 'Parley';
  pace(current);
});
byId('new-chat').addEventListener('click', newChat);
byId('new-chat-top').addEventListener('click', newChat);
window.addEventListener('popstate', () => open(new URLSearchParams(location.search).get('c')));

function newChat(event) {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(null);
  }
}

watchNetwork();
start();
