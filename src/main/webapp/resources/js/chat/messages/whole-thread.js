/** Draws all loaded messages for the browser's search and for printing. Ctrl+P loads those that are not loaded first. */
import { byId } from '../../dom.js';
import { word } from '../../words.js';
import { announce, REQUEST_FAILED } from '../events.js';

/**
 * @param {import('../conversation/open-conversation.js').OpenConversation} conversation
 * @param {import('./messages-view.js').MessagesView} view
 */
export function showWholeThread(conversation, view) {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (event.key === 'f') {
        view.showLoaded();
      } else if (event.key === 'p' && (conversation.thread.hasMore || !conversation.thread.atEnd)) {
        event.preventDefault();
        print(conversation.thread);
      }
    }
  });
  window.addEventListener('beforeprint', () => {
    view.showLoaded();
    const { hasMore } = conversation.thread;
    byId('messages').dataset.older = hasMore ? word('js.message.older') : '';
  });
}

async function print(thread) {
  try {
    await (thread.atEnd || thread.loadNewest());
    while (thread.hasMore) {
      await thread.loadOlder(200);
    }
    window.print();
  } catch (error) {
    announce(REQUEST_FAILED, { error });
  }
}
