/** The settings page: theme, export, import, delete all. */
import { byId, el, sentence } from '../dom.js';
import { confirmed } from '../chat/dialog.js';
import { forgetDrafts } from '../chat/drafts.js';
import { clear, notice, tell } from '../chat/notices.js';
import { number, plural, word } from '../words.js';
import { clearAll, exportConversations, importConversations } from '../stores/conversations.js';

const THEME = 'parley-theme';

function showTheme() {
  const forced = document.documentElement.dataset.theme ?? 'system';
  byId('themes').elements.theme.value = forced;
}

byId('themes').addEventListener('change', (event) => {
  const theme = event.target.value;
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(THEME);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(THEME, theme);
  }
});

/** Runs one act at a time and says how it went. */
async function act(button, words, run) {
  clear('act');
  button.disabled = true;
  try {
    const done = await run();
    if (done) {
      notice('act', { tone: 'good', words: done });
    }
  } catch (error) {
    if (!tell(error)) {
      notice('act', { tone: 'bad', words: `${words} ${sentence(error)}` });
    }
  } finally {
    button.disabled = false;
  }
}

byId('export').addEventListener('click', ({ currentTarget }) =>
  act(currentTarget, word('js.export.failed'), async () => {
    const json = await exportConversations();
    const address = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
    el('a', { href: address, download: `conversations-${new Date().toISOString().slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return word('js.export.done');
  }),
);

byId('import').addEventListener('click', () => byId('import-file').click());
byId('import-file').addEventListener('change', ({ currentTarget: input }) =>
  act(byId('import'), word('js.import.failed'), async () => {
    const file = input.files[0];
    input.value = '';
    byId('import-report').replaceChildren();
    const report = await importConversations(await file.text());
    if (report.failed.length > 0) {
      const lines = report.failed.map(({ position, title, error }) => el('li', { dir: 'auto' }, `${position}. ${title || word('js.untitled')}: ${sentence(error)}`));
      byId('import-report').append(el('div', { class: 'notice bad' }, el('p', {}, word('js.import.left-out')), el('ul', {}, ...lines)));
    }
    return word('js.import.done', number(report.imported.length), number(report.total));
  }),
);

byId('delete-all').addEventListener('click', async ({ currentTarget }) => {
  if (await confirmed({ title: word('js.delete-all.title'), words: word('js.delete-all.words'), yes: word('js.delete-all.yes') })) {
    await act(currentTarget, word('js.delete-all.failed'), async () => {
      return plural('js.delete-all.done', await clearAll());
    });
  }
});

byId('account-form').addEventListener('submit', forgetDrafts);
showTheme();
