/** The name of the model in the top bar, and the list from which another one is chosen. */
import { listModels } from '../api/completions.js';
import { byId } from '../dom.js';
import { read, write } from '../storage.js';
import { announce, MODELS_LOADED } from './events.js';

/** The model chosen last, which new chats begin with. */
const LAST = 'parley-model';
/** Whether there is a choice. theme.js reads it before the first paint: without one, the title has its bar to itself. */
const ONE = 'parley-models';

/** An id without the tag that every Ollama model without a tag has: `llama3.2` is `llama3.2:latest`. */
const untagged = (id) => id?.replace(/:latest$/, '');

export class ModelPicker {
  #button;
  #models = [];
  #chosen;
  #listener = () => {};
  /** The list's script, loaded once the models are there, so that the list opens without a network too. */
  #list;

  /** @param {HTMLButtonElement} button */
  constructor(button) {
    this.#button = button;
    button.addEventListener('click', () => this.open());
  }

  /** @param {(model: string) => void} listener called when the person chooses a model */
  onChoose(listener) {
    this.#listener = listener;
  }

  /** Loads the models, however long that takes; the chat works without them, with the model chosen last. */
  async load() {
    try {
      this.#models = await listModels();
      this.#loadList();
      announce(MODELS_LOADED, { models: this.#models });
    } catch (error) {
      if (error.status !== 401) {
        setTimeout(() => this.load(), (error.retryAfter ?? 5) * 1000);
      }
    }
  }

  /** Opens the list, if there is a choice. */
  async open() {
    const { openModelList } = (await this.#loadList()) ?? {};
    if (openModelList && !this.#button.hidden && this.#button.ariaExpanded !== 'true') {
      openModelList(this.#button, this.#offered(), this.#chosen, (id) => {
        write(LAST, id);
        this.#listener(id);
        this.#showName(id);
      });
    }
  }

  /** Shows the model of a chat. A new chat begins with the model chosen last, or else the server's default. */
  show(thread) {
    const loaded = this.#models.length > 0;
    const standard = this.#models.find((model) => model.default)?.id;
    if (thread.id === null) {
      const last = read(LAST) ?? undefined;
      thread.metadata.model = loaded && !this.#find(last) ? standard : last;
    }
    if (loaded) {
      const wanted = thread.metadata.model ?? standard ?? this.#models[0].id;
      this.#showName(this.#find(wanted)?.id ?? wanted);
    }
  }

  #loadList() {
    this.#list ??= import('./model-list.js').catch(() => (this.#list = undefined));
    return this.#list;
  }

  #find(id) {
    return this.#models.find((model) => untagged(model.id) === untagged(id));
  }

  /** The models of the server, and the chosen one if the server has it no more. */
  #offered() {
    return this.#find(this.#chosen)
      ? this.#models
      : [{ id: this.#chosen, name: this.#chosen, provider: '' }, ...this.#models];
  }

  /** The name may be too long for the top bar; the title has all of it. */
  #showName(id) {
    this.#chosen = id;
    const name = this.#find(id)?.name ?? id;
    byId('model-name').textContent = name;
    this.#button.title = name;
    const one = this.#offered().length < 2;
    this.#button.hidden = one;
    document.documentElement.dataset.models = one ? 'one' : '';
    write(ONE, one ? 'one' : null);
  }
}
