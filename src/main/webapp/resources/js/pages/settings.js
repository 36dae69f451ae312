/** The settings page: theme, export, import, deleting everything, and what becomes of old conversations. */
import { forgetDrafts } from '../chat/conversation/drafts.js';
import { byId, el } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { clearAll, exportConversations, importConversations } from '../stores/conversations.js';
import { write } from '../storage.js';
import { confirm } from '../ui/dialog.js';
import { notice, report } from '../ui/notices.js';
import { number, plural, word } from '../words.js';
import { showRetention } from './retention.js';

/** theme.js reads it before the first paint. */
const THEME = 'parley-theme';
const { dataset } = document.documentElement;

/** Runs the action of a button and shows its result, or what failed, below the button. */
async function run(button, failure, action) {
  const results = byId('notices');
  results.replaceChildren();
  button.closest('.row').after(results);
  button.disabled = true;
  try {
    const { tone = 'good', words, details = [] } = await action();
    notice('act', { tone, words });
    results.append(...details);
  } catch (error) {
    report(error, failure, { kind: 'act' });
  } finally {
    button.disabled = false;
    button.focus({ preventScroll: true }); // a button that is disabled loses the focus
    results.scrollIntoView({ block: 'nearest' });
  }
}

async function exportToFile() {
  const json = await exportConversations();
  const address = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  el('a', { href: address, download: `conversations-${new Date().toISOString().slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return { words: word('js.export.done') };
}

async function importFile(file) {
  const { failed, imported, total } = await importConversations(await file.text());
  const words = word('js.import.done', number(imported.length), number(total));
  if (failed.length === 0) {
    return { words };
  }
  const lines = failed.map(({ position, title, error }) =>
    el('li', { dir: 'auto' }, `${position}. ${title || word('js.untitled')}: ${reasonOf(error)}`),
  );
  const leftOut = el('p', {}, word('js.import.left-out'));
  return { words, tone: '', details: [el('div', { class: 'notice bad' }, leftOut, el('ul', {}, ...lines))] };
}

byId('themes').addEventListener('change', ({ target }) => {
  const forced = target.value === 'system' ? null : target.value;
  forced ? (dataset.theme = forced) : delete dataset.theme;
  write(THEME, forced);
});
byId('themes').elements.theme.value = dataset.theme ?? 'system';

byId('export').addEventListener('click', ({ currentTarget }) =>
  run(currentTarget, word('js.export.failed'), exportToFile),
);

byId('import').addEventListener('click', () => byId('import-file').click());
byId('import-file').addEventListener('change', ({ currentTarget: input }) => {
  const [file] = input.files;
  run(byId('import'), word('js.import.failed'), () => importFile(file));
  input.value = '';
});

byId('delete-all').addEventListener('click', async ({ currentTarget: button }) => {
  const title = word('js.delete-all.title');
  if (
    await confirm({
      title,
      words: word(button.dataset.trash ? 'js.delete-all.trash' : 'js.delete-all.words'),
      yes: word('js.delete-all.yes'),
    })
  ) {
    run(button, word('js.delete-all.failed'), async () => ({
      words: plural('js.delete-all.done', await clearAll()),
    }));
  }
});

showRetention();
byId('account-form').addEventListener('submit', forgetDrafts);
