/** Shows what failed on the chat page, and removes notices that no longer apply. */
import { clear, notice, report, tell, watchNetwork } from '../ui/notices.js';
import { later } from '../words.js';
import * as events from './events.js';

const { on } = events;

/** @param {import('./conversation/open-conversation.js').OpenConversation} conversation */
export function showNotices(conversation) {
  on(events.CONVERSATION_OPENED, () => {
    clear('list');
    clear('thread');
  });
  on(events.CONVERSATION_LOADED, () => clear('thread'));
  on(events.MESSAGE_SUBMITTED, () => clear('list'));
  on(events.MESSAGES_SENT, () => clear('session'));
  on(events.SENDING_FAILED, ({ error }) => isGone(error) || tell(error));
  on(events.ANSWER_FAILED, ({ thread, error, words }) => {
    if (isGone(error)) {
      return;
    }
    if (words && thread === conversation.thread) {
      notice('list', { tone: 'bad', words });
    }
    tell(error);
  });
  on(events.REQUEST_FAILED, ({ error, words, kind, retry }) => {
    if (!isGone(error, Boolean(words))) {
      words ? report(error, words, { kind, retry }) : tell(error);
    }
  });
  watchNetwork();

  /** Whether an error says that a conversation does not exist. The script that shows that is loaded at its first use. */
  function isGone({ gone }, wanted = true) {
    if (gone) {
      later(() => import('./gone-chat.js'))
        .then(({ showGone }) => showGone(gone, conversation, wanted))
        .catch(() => {});
    }
    return gone;
  }
}
