/** The element of an answer that is being written, made of blocks that the server replaces one by one. */
import { el, fromServer } from '../../dom.js';
import { enrich } from '../../render/enrich.js';

export class StreamedBlocks {
  element = el('div', { class: 'prose' });
  /** @type {{text: string, nodes: Node[], enriched?: boolean}[]} */
  #blocks = [];

  constructor(html) {
    this.write({ from: 0, html });
  }

  /**
   * Replaces the blocks from this index on. Equal blocks keep their nodes, and so a selection in them. All blocks but the
   * last are final and get enriched.
   *
   * @param {{from: number, html: string[]}} blocks
   */
  write({ from, html }) {
    for (const { nodes } of this.#blocks.splice(from + html.length)) {
      nodes.forEach((node) => node.remove());
    }
    html.forEach((text, index) => this.#put(from + index, text));
    for (const block of this.#blocks.slice(0, -1).filter((one) => !one.enriched)) {
      block.enriched = true;
      block.nodes.filter((node) => node instanceof Element).forEach(enrich);
    }
  }

  #put(index, text) {
    const known = this.#blocks[index];
    if (known?.text === text) {
      return;
    }
    const nodes = [...fromServer(text).childNodes];
    const next = known ? known.nodes[0] : null;
    nodes.forEach((node) => this.element.insertBefore(node, next));
    known?.nodes.forEach((node) => node.remove());
    this.#blocks[index] = { text, nodes };
  }
}
