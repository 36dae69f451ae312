/** The settings page: theme, export, import, delete all. */
import { byId, el, sentence } from '../dom.js';
import { confirmed } from '../chat/dialog.js';
import { forgetDrafts } from '../chat/drafts.js';
import { clear, notice, tell } from '../chat/notices.js';
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
  act(currentTarget, "Couldn't export.", async () => {
    const json = await exportConversations();
    const address = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
    el('a', { href: address, download: `conversations-${new Date().toISOString().slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return 'Exported. The file is in your downloads.';
  }),
);

byId('import').addEventListener('click', () => byId('import-file').click());
byId('import-file').addEventListener('change', ({ currentTarget: input }) =>
  act(byId('import'), "Couldn't import.", async () => {
    const file = input.files[0];
    input.value = '';
    byId('import-report').replaceChildren();
    const report = await importConversations(await file.text());
    if (report.failed.length > 0) {
      const lines = report.failed.map(({ position, title, reason }) => el('li', {}, `${position}. ${title}: ${reason}`));
      byId('import-report').append(el('div', { class: 'notice bad' }, el('p', {}, 'Not imported:'), el('ul', {}, ...lines)));
    }
    return `Imported ${report.imported.length} of ${report.total} conversations.`;
  }),
);

byId('delete-all').addEventListener('click', async ({ currentTarget }) => {
  const words = 'Every conversation with all its messages will be gone for good, the archived ones too. Export them first if you may want them back.';
  if (await confirmed({ title: 'Delete all conversations?', words, yes: 'Delete all' })) {
    await act(currentTarget, "Couldn't delete.", async () => {
      const count = await clearAll();
      return `Deleted ${count} ${count === 1 ? 'conversation' : 'conversations'}.`;
    });
  }
});

byId('account-form').addEventListener('submit', forgetDrafts);
showTheme();
