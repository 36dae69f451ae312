/** Messages that did not get out: shown again after a reload, and tried again by themselves. */
import { unsentOf } from './drafts.js';
import { isUnderWay } from './sending.js';

const PATIENCE = 10_000;
let timer;

/** Puts what was written and not acknowledged back into its chat. */
export function restoreUnsent(thread) {
  if (!thread.temporary) {
    const left = unsentOf(thread.id).filter((message) => !isUnderWay(message.key));
    thread.messages.push(...left.map((message) => ({ role: 'user', ...message, state: 'failed', away: true })));
  }
}

/** Tries again in a while, and as soon as the network is back. */
export function retryLater(run) {
  clearTimeout(timer);
  const again = () => {
    clearTimeout(timer);
    window.removeEventListener('online', again);
    run();
  };
  timer = setTimeout(again, PATIENCE);
  window.addEventListener('online', again, { once: true });
}
