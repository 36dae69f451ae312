/** Asks the server now and then what changed on other devices, while somebody uses the page. */
import { listRunning } from '../api/completions.js';
import { refresh } from '../stores/conversations.js';
import * as events from './events.js';
import { running, setRunning } from './list/conversation-marks.js';

const { announce, on } = events;

/** ms between requests while an answer is being written, and otherwise */
const OFTEN = 3_000;
const SELDOM = 15_000;
/** ms between requests for the list; each one is an entry in the audit log */
const LIST = 60_000;
/** ms without input after which the page stops asking, so that the session of an idle person can end */
const IDLE = 600_000;

export class Polling {
  #timer;
  #asking = false;
  /** Whether the list was wanted while something else was asked for. */
  #missed = false;
  #listed = Date.now();
  #active = Date.now();

  start() {
    on(events.ANSWER_STARTED, ({ thread }) => thread.temporary || this.#soon());
    on(events.SENDING_FAILED, () => this.#soon());
    on(events.ANSWER_FAILED, () => this.#soon());
    on(events.CHANGED_ELSEWHERE, () => this.#ask(true));
    document.addEventListener('pointerdown', () => this.#used(), { passive: true });
    document.addEventListener('keydown', () => this.#used());
    document.addEventListener('visibilitychange', () => {
      this.#active = Date.now();
      this.#ask(true);
    });
    window.addEventListener('online', () => this.#ask(true));
    this.#soon();
  }

  get #idle() {
    return Date.now() - this.#active > IDLE;
  }

  #used() {
    const wasIdle = this.#idle;
    this.#active = Date.now();
    if (wasIdle) {
      this.#ask(true);
    }
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), OFTEN);
  }

  /** @param {boolean} [list] whether to refresh the list, even if it was refreshed lately */
  async #ask(list = false) {
    clearTimeout(this.#timer);
    if (document.hidden || this.#asking || this.#idle) {
      this.#missed ||= list && this.#asking;
      return;
    }
    this.#asking = true;
    try {
      const answers = await listRunning();
      const before = running.get();
      setRunning(answers.map((answer) => answer.conversation_id));
      if (list || running.get() !== before || Date.now() - this.#listed > LIST) {
        this.#listed = Date.now();
        await refresh();
      }
      announce(events.ANSWERS_LISTED, { answers });
    } catch (error) {
      if (error.status === 401 || error.gone) {
        announce(events.REQUEST_FAILED, { error });
      }
    } finally {
      const missed = this.#missed;
      this.#asking = false;
      this.#missed = false;
      this.#timer = setTimeout(() => this.#ask(missed), missed ? 0 : running.get().size > 0 ? OFTEN : SELDOM);
    }
  }
}
