/**
 * The events of one answer, however often the connection breaks. The server goes on writing without a listener, so a
 * broken stream is joined again, and the answer is requested again only if the server has none.
 */
import { complete, completeTemporary, join } from '../../api/completions.js';

/** Failures in a row; with the pauses between them about a minute. */
const MAX_TRIES = 10;

/** Instead of `done`: the answer was completed while nothing listened, and is among the loaded messages. */
export const ALREADY_STORED = 'already-stored';

export class AnswerStream {
  #thread;
  #signal;
  #request;
  #join;

  /**
   * @param {import('./thread.js').Thread} thread
   * @param {AbortSignal} signal ends the stream without an error
   * @param {number} [parent] the `seq` of the message to answer if it is not the newest
   */
  constructor(thread, signal, parent = undefined) {
    const { id, metadata, temporary } = thread;
    const { model, systemPrompt } = metadata;
    const messages = thread.messages.map(({ role, content }) => ({ role, content }));
    this.#thread = thread;
    this.#signal = signal;
    this.#join = () => join(id, signal);
    this.#request = temporary
      ? () => completeTemporary({ messages, model, system_prompt: systemPrompt }, signal)
      : () => complete(id, { model, parent }, signal);
  }

  /**
   * @param {() => AsyncGenerator} [next] where to begin, if the answer need not be requested
   * @returns {AsyncGenerator<{event: string, data: any}>} see complete(), or `already-stored`
   * @throws {Error} when trying again is useless
   */
  async *events(next = this.#request) {
    for (let tries = 1; ; tries++) {
      let heard = false;
      try {
        for await (const one of next()) {
          if (this.#signal.aborted) {
            return;
          }
          heard = true;
          yield one;
        }
        if (heard || next !== this.#join) {
          next = this.#join;
        } else if (await this.#isStored()) {
          yield { event: ALREADY_STORED };
          return;
        } else {
          next = this.#request;
        }
      } catch (error) {
        if (this.#signal.aborted) {
          return;
        }
        const away = !error.status || (error.status === 503 && next !== this.#request);
        if (this.#thread.temporary || !away || tries >= MAX_TRIES) {
          throw error;
        }
        next = this.#join;
      }
      tries = heard ? 1 : tries;
      await pause(tries);
      if (this.#signal.aborted) {
        return;
      }
    }
  }

  async #isStored() {
    await this.#thread.loadNewest();
    return this.#thread.messages.at(-1)?.role === 'assistant';
  }
}

/** Waits longer after each try, and while the browser is offline. */
async function pause(tries) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** tries, 8000)));
  if (!navigator.onLine) {
    await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
  }
}
