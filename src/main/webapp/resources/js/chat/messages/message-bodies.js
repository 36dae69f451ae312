/** The elements with the words of messages and answers, as long as they are drawn. */
import { el, fromServer } from '../../dom.js';
import { StreamedBlocks } from './streamed-blocks.js';
import { growThought, thoughtElement } from './thought-element.js';

export class MessageBodies {
  /** @type {WeakMap<import('../conversation/message.js').Message, {html?: string, element: HTMLElement}>} */
  #bodies = new WeakMap();
  /** @type {WeakMap<import('../conversation/answer.js').Answer, StreamedBlocks>} */
  #streams = new WeakMap();
  /** The thoughts of messages and answers. @type {WeakMap<object, HTMLElement>} */
  #thoughts = new WeakMap();

  /** The body of a message, which is built if there is none. */
  of(message) {
    const known = this.known(message);
    if (known) {
      return known;
    }
    if (message.html === undefined) {
      return el('div', { class: 'words', dir: 'auto' }, message.content);
    }
    const element = el('div', { class: 'prose' }, fromServer(message.html));
    this.#bodies.set(message, { html: message.html, element });
    return element;
  }

  /** The body of a message if there is one. A streamed answer that became a message keeps its element. */
  known(message) {
    const stream = message.streamed && this.#streams.get(message.streamed);
    if (stream) {
      this.#streams.delete(message.streamed);
      this.#bodies.set(message, { html: message.html, element: stream.element });
    }
    const body = this.#bodies.get(message);
    return body && body.html === message.html ? body.element : undefined;
  }

  /** The message is no longer drawn. What cannot be built again is kept. */
  release(message) {
    if (message.html !== undefined) {
      this.#bodies.delete(message);
    }
  }

  /** The body of an answer with the blocks that have arrived. */
  ofAnswer(answer) {
    const known = this.#streams.get(answer);
    if (known) {
      known.write({ from: 0, html: answer.html }); // it may have begun again
      return known.element;
    }
    const stream = new StreamedBlocks(answer.html);
    this.#streams.set(answer, stream);
    return stream.element;
  }

  /** More of an answer arrived. One that is not drawn yet gets it with its body. */
  grow(answer, blocks) {
    if (blocks.reasoning !== undefined) {
      growThought(this.thoughtOf(answer), blocks.reasoning);
    } else {
      this.#streams.get(answer)?.write(blocks);
    }
  }

  /** What the model thought before a message or an answer; null for nothing. A message keeps its answer's element. */
  thoughtOf(owner) {
    if (!owner.reasoning) {
      return null;
    }
    if (!this.#thoughts.has(owner)) {
      this.#thoughts.set(owner, this.#thoughts.get(owner.streamed) ?? thoughtElement(owner.reasoning));
    }
    return this.#thoughts.get(owner);
  }
}
