/** The choice of the model in the top bar: kept with the conversation, and the last one is taken for new chats. */
import { listModels } from '../api/completions.js';
import { el } from '../dom.js';
import { read, write } from '../storage.js';

const LAST = 'parley-model';

/** @param {{select: HTMLSelectElement, onChoose: (model: string) => void}} parts */
export function modelPicker({ select, onChoose }) {
  let models = [];

  select.addEventListener('change', () => {
    write(LAST, select.value);
    onChoose(select.value);
    name();
  });

  /** A long name is cut off where there is no room for it. */
  function name() {
    select.title = select.selectedOptions[0].text;
  }

  return {
    async load() {
      models = await listModels();
      const providers = [...new Set(models.map((model) => model.provider))];
      const options = (provider) => models.filter((model) => model.provider === provider).map(({ id, name }) => el('option', { value: id }, name));
      select.replaceChildren(...(providers.length > 1 ? providers.map((provider) => el('optgroup', { label: provider }, ...options(provider))) : options(providers[0])));
    },
    /** Shows the model of a chat; a new one begins with the last that was chosen, else the server's default. */
    show(thread) {
      const known = (id) => models.some((model) => model.id === id);
      const standard = models.find((model) => model.default)?.id;
      if (thread.id === null) {
        // Until the list is there the last choice is taken at its word.
        const last = read(LAST) ?? undefined;
        thread.metadata.model = models.length === 0 || known(last) ? last : standard;
      }
      if (models.length === 0) {
        return;
      }
      select.querySelector('[data-away]')?.remove();
      const chosen = thread.metadata.model ?? standard;
      if (chosen && !known(chosen)) {
        select.prepend(el('option', { value: chosen, 'data-away': true }, chosen));
      }
      select.value = chosen ?? models[0].id;
      select.hidden = false;
      name();
    },
  };
}
