/** Sends again by itself after the server could not be reached. */
import { on, SENDING_FAILED } from '../events.js';
import { sendPending } from './sending.js';

/** ms until the next try, unless the network comes back sooner. */
const PATIENCE = 10_000;

/** @param {import('./open-conversation.js').OpenConversation} conversation */
export function retryUnsent(conversation) {
  let timer;

  function again() {
    clearTimeout(timer);
    window.removeEventListener('online', again);
    sendPending(conversation.thread);
  }

  on(SENDING_FAILED, ({ error }) => {
    if (error.status === 0) {
      clearTimeout(timer);
      timer = setTimeout(again, PATIENCE);
      window.addEventListener('online', again, { once: true });
    }
  });
}
