/** The chat page. It creates the parts; these work together by the events in ../chat/events.js. */
import { announceAnswers } from '../chat/announcer.js';
import { showNotices } from '../chat/chat-notices.js';
import { Composer } from '../chat/composer.js';
import { stop } from '../chat/conversation/answering.js';
import { OpenConversation } from '../chat/conversation/open-conversation.js';
import { retryUnsent } from '../chat/conversation/unsent-retry.js';
import { Visits } from '../chat/conversation/visits.js';
import { Drawer } from '../chat/drawer.js';
import { announce, REQUEST_FAILED } from '../chat/events.js';
import { ConversationList } from '../chat/list/conversation-list.js';
import { showEmptyChat } from '../chat/messages/empty-chat.js';
import { MessageActions } from '../chat/messages/message-actions.js';
import { MessagesView } from '../chat/messages/messages-view.js';
import { showWholeThread } from '../chat/messages/whole-thread.js';
import { ModelPicker } from '../chat/model-picker.js';
import { listenToKeys } from '../chat/shortcuts.js';
import { Topbar } from '../chat/topbar.js';
import { byId } from '../dom.js';
import '../last-place.js';
import { read } from '../storage.js';
import { later, word } from '../words.js';

// An event reaches the parts in the order in which they are created here. Notices are first, so that another part may
// show a new one; the drawer closes before the composer takes the focus; an empty chat makes room before messages scroll.
const conversation = new OpenConversation();
showNotices(conversation);
const visits = new Visits(conversation);
const drawer = new Drawer();
const list = new ConversationList(byId('conversations'));
const models = new ModelPicker(byId('model'));
new Topbar(conversation, visits, models);
showEmptyChat();
const messages = new MessagesView(byId('scroller'), byId('messages'));
const composer = new Composer(byId('composer'), conversation);
const actions = new MessageActions(byId('messages'), conversation, messages, composer);
showWholeThread(conversation, messages);
// From the first moment, because the browser opens a dropped file in place of the page; chat/files.js says why later.
for (const type of ['dragover', 'drop']) {
  document.addEventListener(type, (event) => event.dataTransfer.types.includes('Files') && event.preventDefault());
}
announceAnswers(conversation);
retryUnsent(conversation);

function visitNeighbour(step) {
  const id = list.neighbour(step);
  if (id) {
    visits.to(id);
  }
}

const account = byId('account');
account.addEventListener('click', () =>
  import('../chat/account-menu.js').then(({ toggleAccountMenu }) => toggleAccountMenu(account)),
);

/** Says that a script, which is loaded at its first use, could not be loaded. */
const failed = (key) => () => announce(REQUEST_FAILED, { error: { status: 0, word: 'js.error.0' }, words: word(key) });
const search = () =>
  later(() => import('../chat/search/search-dialog.js'))
    .then(({ openSearch }) => openSearch())
    .catch(failed('js.list.search-failed'));
const searchInAddress = () => /[?&]q=/.test(location.search) && search();
byId('search').addEventListener('click', search);
byId('trash')?.addEventListener('click', () =>
  later(() => import('../chat/trash-dialog.js'))
    .then(({ openTrash }) => openTrash())
    .catch(failed('js.list.trash-failed')),
);
const tools = byId('list-menu');
tools.addEventListener('click', () =>
  import('../chat/list/list-menu.js').then(({ toggleListMenu }) =>
    toggleListMenu(tools, failed('js.list.part-failed')),
  ),
);
window.addEventListener('popstate', searchInAddress);

listenToKeys({
  search,
  new: () => visits.to(null),
  temporary: () => visits.to(null, !conversation.thread.temporary),
  write: () => composer.focus(),
  next: () => visitNeighbour(1),
  previous: () => visitNeighbour(-1),
  sidebar: () => drawer.toggle(),
  model: () => models.open(),
  prompt: () => byId('prompt').click(),
  copy: () => actions.clickLast('copy'),
  again: () => actions.clickLast('again'),
  edit: () => actions.editLast(),
  end: () => messages.toEnd(),
  escape: (focused) => {
    if (conversation.thread.answering) {
      stop(conversation.thread);
    } else if (focused === byId('composer-text')) {
      byId('scroller').focus();
    }
  },
});

searchInAddress();
models.load();
if (read('parley-removals', 'sessionStorage')) {
  await later(() => import('../chat/list/removals.js'))
    .then(({ resume }) => resume())
    .catch(() => {});
}
if (read('parley-projects')) {
  await later(() => import('../chat/list/projects.js'))
    .then(({ ready }) => ready)
    .catch(() => {});
}
await list.load();
import('../chat/polling.js').then(({ Polling }) => new Polling().start());
await visits.start();
import('../chat/first-uses.js');
