/** Finds out what happens elsewhere: at once in other tabs of this browser, and now and then on other devices. */
import { listRunning } from '../api/completions.js';
import { refresh } from '../stores/conversations.js';
import { running, setRunning } from './marks.js';

const OFTEN = 3_000;
const SELDOM = 15_000;
/** The list is asked for seldom: each time is an entry in the audit log. */
const LIST = 60_000;
/** Who does nothing for so long is not kept signed in by the page's questions. */
const AWAY = 600_000;
const CHANNEL = 'parley';

/**
 * @param {{onRunning: (answers: object[]) => void, onElsewhere: (id: string|null) => void, onError: (error: Error) => void}} acts
 *     told of all answers that are being written, and of a conversation that another tab has changed
 */
export function watch({ onRunning, onElsewhere, onError }) {
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null;
  const person = document.body.dataset.user;
  let timer;
  let looking = false;
  let listed = Date.now();
  let active = Date.now();

  async function look(now = false) {
    clearTimeout(timer);
    if (document.hidden || looking || Date.now() - active > AWAY) {
      return;
    }
    looking = true;
    try {
      const answers = await listRunning();
      const before = running.get();
      setRunning(answers.map((answer) => answer.conversation_id));
      if (now || running.get() !== before || Date.now() - listed > LIST) {
        listed = Date.now();
        await refresh();
      }
      onRunning(answers);
    } catch (error) {
      onError(error);
    } finally {
      looking = false;
      timer = setTimeout(look, running.get().size > 0 ? OFTEN : SELDOM);
    }
  }

  tabs?.addEventListener('message', ({ data }) => {
    if (data.person === person) {
      onElsewhere(data.id);
      look(true);
    }
  });
  const back = () => {
    const away = Date.now() - active > AWAY;
    active = Date.now();
    away && look(true);
  };
  document.addEventListener('pointerdown', back, { passive: true });
  document.addEventListener('keydown', back);
  document.addEventListener('visibilitychange', () => {
    active = Date.now();
    look(true);
  });
  window.addEventListener('online', () => look(true));
  timer = setTimeout(look, OFTEN);

  return {
    /** Looks sooner than it would: something has begun or ended here. */
    soon() {
      clearTimeout(timer);
      timer = setTimeout(look, OFTEN);
    },
    /** Tells the other tabs that this conversation, or the list, is not as it was. */
    tell: (id) => tabs?.postMessage({ person, id }),
  };
}
