/** The empty chat: an example goes into the box to be sent or changed, and without a model it says how to connect one. */
import { byId } from '../dom.js';

byId('prompts').addEventListener('click', ({ target }) => {
  const prompt = target.closest('button');
  if (prompt) {
    const box = byId('composer-text');
    box.value = prompt.textContent.trim();
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  }
});

/** The list of models comes after the page; what it holds is known as soon as it is there. */
const models = byId('model');

function look() {
  const ids = [...models.options].map((option) => option.value);
  byId('connect').hidden = ids.length === 0 || ids.some((id) => id !== 'offline');
}

if (models) {
  new MutationObserver(look).observe(models, { childList: true, subtree: true });
  look();
}
