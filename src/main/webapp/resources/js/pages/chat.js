/** The chat page: the list first, then the conversation the address names (`?c=ID`), or a new chat. */
import { byId, sentence } from '../dom.js';
import { currentConversation, currentConversationId, loadConversations, loadDetails, shown } from '../stores/conversations.js';
import { messageActs } from '../chat/acts.js';
import { leave, listen, stop } from '../chat/answering.js';
import { composer, touch } from '../chat/composer.js';
import { confirmed } from '../chat/dialog.js';
import { drawer } from '../chat/drawer.js';
import { mark } from '../chat/marks.js';
import { messagesView } from '../chat/messages-view.js';
import { clear, notice, tell, watchNetwork } from '../chat/notices.js';
import { flush, restoreUnsent, retryLater, send } from '../chat/sending.js';
import { shortcuts } from '../chat/shortcuts.js';
import { sidebar } from '../chat/sidebar.js';
import { Thread } from '../chat/thread.js';
import { topbar } from '../chat/topbar.js';
import { watch } from '../chat/watch.js';
import '../place.js';
import { plural, word } from '../words.js';
import { secondsOf } from '../time.js';

let thread = new Thread(null);
let endOfWatch = () => {};

/** What sending and answering tell the page. */
const hooks = {
  onCreated(created) {
    if (shown.get() !== 'active') {
      shown.set('active');
      loadConversations().catch(tell);
    }
    if (created === thread) {
      history.replaceState(null, '', addressOf(created.id));
      box.rename(created.id);
    }
    elsewhere.tell(created.id);
  },
  onSent(sent) {
    clear('session');
    elsewhere.tell(sent.id);
  },
  onBegin(begun) {
    say(begun, 'js.answer.begun');
    if (!begun.temporary) {
      mark(begun.id, true);
      elsewhere.tell(begun.id);
      elsewhere.soon();
    }
  },
  onAnswer(answered) {
    say(answered, 'js.answer.done');
    if (!answered.temporary) {
      mark(answered.id, false);
      elsewhere.tell(answered.id);
      renewDetails(answered);
    }
  },
  onRefused(refused, words) {
    if (refused === thread) {
      notice('list', { tone: 'bad', words });
    }
  },
  onError(error) {
    elsewhere.soon();
    tell(error);
    if (error.status === 0) {
      retryLater(() => flush(thread, hooks));
    }
  },
  toComposer: () => box.focus(),
};

const menu = drawer();
const list = sidebar(byId('conversations'), {
  onOpen: (id) => go(id),
  onGone: (id) => (thread.id === id ? go(null) : elsewhere.tell(null)),
  onChanged: (id) => elsewhere.tell(id),
  onError: (error, words) => tell(error) || notice('list', { tone: 'bad', words: `${words} ${sentence(error)}` }),
});
const acts = messageActs(
  () => thread,
  () => view,
  hooks,
);
const view = messagesView(byId('scroller'), byId('messages'), acts);
const bar = topbar({ current: () => thread, onTemporary: () => go(null, !thread.temporary), onError: tell });
const box = composer({
  form: byId('composer'),
  onSend(text) {
    clear('list');
    send(thread, text, hooks);
    view.toEnd();
  },
  onStop: () => stop(thread, hooks),
  onEditLast: acts.editLast,
});
const elsewhere = watch({
  onRunning: (answers) => answers.some((one) => one.conversation_id === thread.id) && !thread.busy && catchUp(thread),
  onElsewhere: (id) => id !== null && id === thread.id && !thread.busy && catchUp(thread),
  onError: (error) => error.status === 401 && tell(error),
});

function say(about, key) {
  if (about === thread) {
    byId('announcer').textContent = word(key);
  }
}

function addressOf(id) {
  return id === null ? 'chat.xhtml' : `chat.xhtml?c=${encodeURIComponent(id)}`;
}

/** Goes to a conversation, or with null to a new chat. A temporary one that would be lost is asked about first. */
async function go(id, temporary = false) {
  const loses = thread.temporary && thread.messages.length > 0;
  if (loses && !(await confirmed({ title: word('js.temporary.leave'), words: word('js.temporary.lost'), yes: word('js.temporary.yes') }))) {
    return;
  }
  if (id !== thread.id || id === null) {
    history.pushState(null, '', addressOf(id));
  }
  await open(id, temporary);
}

async function open(id, temporary = false) {
  menu.close();
  clear('list');
  clear('thread');
  endOfWatch();
  leave(thread);
  const opened = new Thread(id, temporary);
  thread = opened;
  currentConversationId.set(id);
  restoreUnsent(opened);
  endOfWatch = opened.onChange((changed, blocks) => {
    if (blocks) {
      view.write(changed.answer, blocks);
    } else {
      refresh();
      view.draw();
    }
  });
  bar.show(opened);
  refresh();
  view.show(opened);
  box.open(id, temporary);
  if (!touch.matches) {
    box.focus();
  }
  await load(opened);
}

async function load(opened) {
  try {
    if (opened.id !== null) {
      const [details] = await Promise.all([loadDetails(opened.id), opened.loadNewest()]);
      clear('thread');
      if (opened !== thread) {
        return;
      }
      opened.time(details.thinkingTimes);
      bar.show(opened);
      view.toEnd();
      await joinIn(opened);
    }
    await flush(opened, hooks);
  } catch (error) {
    if (opened !== thread) {
      return;
    }
    if (error.status === 404) {
      history.replaceState(null, '', addressOf(null));
      await open(null);
      notice('list', { tone: 'bad', words: word('js.thread.not-found') });
    } else if (!tell(error)) {
      notice('thread', { tone: 'bad', words: `${word('js.thread.failed')} ${sentence(error)}`, act: { words: word('js.again'), run: () => load(opened) } });
    }
  }
}

/** Shows what another tab or device did. */
async function catchUp(opened) {
  try {
    await opened.loadNewest();
    await joinIn(opened);
  } catch (error) {
    tell(error);
  }
}

/** Takes part in an answer that is being written; if there is none, what is stored now is all. */
async function joinIn(opened) {
  try {
    const awaited = opened.messages.at(-1)?.role !== 'assistant';
    if (!(await listen(opened, hooks)) && awaited && opened === thread && !opened.busy) {
      await opened.loadNewest();
      opened.noteUnanswered();
    }
  } catch (error) {
    tell(error);
  }
}

/** The thinking times of the conversation, and its title if the model gives it one. */
async function renewDetails(answered, tries = 4) {
  const details = await loadDetails(answered.id).catch(tell);
  const waits = answered.metadata.autoTitle && details?.title === answered.metadata.autoTitle;
  if (waits && tries > 0) {
    setTimeout(() => renewDetails(answered, tries - 1), 1500);
  }
}

function refresh() {
  const empty = thread.id === null && thread.messages.length === 0;
  byId('welcome').hidden = !empty;
  byId('messages').hidden = empty;
  byId('thread').classList.toggle('empty', empty);
  byId('messages').setAttribute('aria-busy', String(thread.answering));
  box.busy(thread.busy, thread.answering);
  bar.refresh(thread);
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
  await open(named());
}

/** Which models there are may take the server a while; that keeps nobody from reading and writing. */
async function loadModels() {
  try {
    await bar.load();
    bar.show(thread);
  } catch (error) {
    if (error.status !== 401) {
      setTimeout(loadModels, (error.retryAfter ?? 5) * 1000);
    }
  }
}

function named() {
  return new URLSearchParams(location.search).get('c');
}

currentConversation.subscribe((current) => {
  byId('title').textContent = current?.title ?? word('js.new-chat');
  document.title = current ? `${current.title} · Parley` : 'Parley';
  const answers = current?.responseCount ?? 0;
  byId('pace').textContent = answers ? plural('js.pace', answers, secondsOf(current.averageThinkingTime)) : '';
});
for (const id of ['new-chat', 'new-chat-top']) {
  byId(id).addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(null);
    }
  });
}
window.addEventListener('popstate', () => open(named()));
window.addEventListener('beforeunload', (event) => thread.temporary && thread.messages.length > 0 && event.preventDefault());
const beside = (step) => () => list.beside(step) && go(list.beside(step));
const help = shortcuts({
  new: () => go(null),
  temporary: () => go(null, !thread.temporary),
  write: () => box.focus(),
  next: beside(1),
  previous: beside(-1),
  sidebar: () => menu.toggle(),
  model: () => byId('model').focus(),
  prompt: () => byId('prompt').click(),
  copy: () => acts.clickLast('copy'),
  again: () => acts.clickLast('again'),
  edit: () => acts.editLast(),
  end: () => view.toEnd(),
  stop: (target) => (thread.answering ? stop(thread, hooks) : target === byId('composer-text') && byId('scroller').focus()),
});
byId('help').addEventListener('click', help.show);

watchNetwork();
start();
loadModels();
