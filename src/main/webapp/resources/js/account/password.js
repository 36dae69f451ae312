/** The change of the password, which ends all other sessions and offers to revoke the API tokens. */
import { listTokens, putPassword } from '../api/account.js';
import { byId } from '../dom.js';
import { plural, word } from '../words.js';
import { onSubmit, PASSWORD } from './acting.js';
import { showSessions } from './sessions.js';
import { revokeAll } from './tokens.js';

/** The server says in English which of its rules a new password breaks. */
const RULES = [
  [/commonest/, 'js.account.password.common'],
  [/own name/, 'js.account.password.own'],
  [/that you have/, 'js.account.password.same'],
  [/8 to 256/, 'js.account.password.length'],
];

export function showPassword() {
  const form = byId('password-form');
  const current = byId('current-password');
  const wanted = byId('new-password');
  const shown = byId('show-password');
  shown.addEventListener('change', () => {
    wanted.type = shown.checked ? 'text' : 'password';
  });
  const told = { failed: word('js.account.password.failed'), reasons: PASSWORD, fields: { 400: wanted, 403: current } };
  onSubmit(form, told, async () => {
    try {
      await putPassword(current.value, wanted.value);
    } catch (error) {
      throw explained(error);
    }
    form.reset();
    wanted.type = 'password';
    const tokens = await listTokens().catch(() => []);
    showSessions();
    const changed = word('js.account.password.changed');
    return tokens.length === 0
      ? { words: changed }
      : {
          words: `${changed} ${plural('js.account.password.tokens', tokens.length)}`,
          act: {
            words: word('js.account.password.revoke'),
            run: ({ currentTarget }) => revokeAll(currentTarget, form),
          },
        };
  });
}

function explained(error) {
  const rule = error.status === 400 && RULES.find(([pattern]) => pattern.test(error.message));
  return rule ? Object.assign(error, { word: rule[1] }) : error;
}
