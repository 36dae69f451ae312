/** What administrators do with a user: the entries of the menu in the user's row, and the questions before. */
import { run } from '../account/acting.js';
import { endSessionsOf, putUser, resetPassword } from '../api/admin.js';
import { byId } from '../dom.js';
import { confirm } from '../ui/dialog.js';
import { menuButton } from '../ui/menu-button.js';
import { plural, word } from '../words.js';
import { showOnce } from './once.js';

/** What a notice or a password is shown below. */
const place = byId('search-form');

const REASONS = { 404: 'js.admin.users.gone', 409: 'js.admin.users.last' };

const OFF = {
  words: 'js.admin.off',
  icon: 'stop',
  danger: true,
  title: 'js.admin.off.title',
  question: 'js.admin.off.question',
  yes: 'js.admin.off.yes',
  act: async ({ id, username }) => ({
    user: await putUser(id, { is_active: false }),
    words: word('js.admin.off.done', username),
  }),
};

const ON = {
  words: 'js.admin.on',
  icon: 'again',
  act: async ({ id, username }) => ({
    user: await putUser(id, { is_active: true }),
    words: word('js.admin.on.done', username),
  }),
};

const GIVE = {
  words: 'js.admin.give',
  icon: 'settings',
  title: 'js.admin.give.title',
  question: 'js.admin.give.question',
  yes: 'js.admin.give.yes',
  act: async ({ id, username }) => ({
    user: await putUser(id, { role: 'ADMIN' }),
    words: word('js.admin.give.done', username),
  }),
};

const TAKE = {
  words: 'js.admin.take',
  icon: 'settings',
  danger: true,
  title: 'js.admin.take.title',
  question: 'js.admin.take.question',
  yes: 'js.admin.take.yes',
  act: async ({ id, username }) => ({
    user: await putUser(id, { role: 'USER' }),
    words: word('js.admin.take.done', username),
  }),
};

const PASSWORD = {
  words: 'js.admin.password',
  icon: 'edit',
  title: 'js.admin.password.title',
  question: 'js.admin.password.question',
  yes: 'js.admin.password.yes',
  act: async (user) => ({
    password: await resetPassword(user.id),
    user: { ...user, password_change_required: true },
  }),
};

const SESSIONS = {
  words: 'js.admin.sessions',
  icon: 'leave',
  title: 'js.admin.sessions.title',
  question: 'js.admin.sessions.question',
  yes: 'js.admin.sessions.yes',
  act: async (user) => ({ words: plural('js.admin.sessions.done', await endSessionsOf(user.id), user.username) }),
};

/**
 * @param {import('../api/admin.js').User} user
 * @param {(user: object) => HTMLButtonElement} redraw draws the row of the changed user, and returns its menu's button
 */
export function userMenu(user, redraw) {
  const acts = [user.is_active ? OFF : ON, user.role === 'ADMIN' ? TAKE : GIVE, PASSWORD, SESSIONS];
  const button = menuButton(word('js.admin.users.more', user.username), async () => [
    ...acts.map((one) => ({
      words: word(one.words),
      icon: one.icon,
      danger: one.danger,
      run: () => asked(one, user, () => done(one, user, button, redraw)),
    })),
    {
      words: word('js.admin.users.log'),
      icon: 'search',
      href: `admin-audit.xhtml?${new URLSearchParams({ user: user.username })}`,
    },
  ]);
  return button;
}

async function asked({ title, question, yes }, { username }, then) {
  const own = username === document.body.dataset.user ? ` ${word('js.admin.users.own')}` : '';
  if (
    !question ||
    (await confirm({ title: word(title, username), words: word(question, username) + own, yes: word(yes) }))
  ) {
    await then();
  }
}

function done({ act }, user, button, redraw) {
  return run(button, place, { failed: word('js.admin.users.failed', user.username), reasons: REASONS }, async () => {
    const { user: changed, password, words } = await act(user);
    const next = changed ? redraw(changed) : button;
    return { words, focus: password ? showOnce(user.username, password, place, next) : next };
  });
}
