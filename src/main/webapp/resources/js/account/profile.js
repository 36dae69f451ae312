/** Full name and e-mail. */
import { putProfile } from '../api/account.js';
import { byId } from '../dom.js';
import { word } from '../words.js';
import { onSubmit, PASSWORD } from './acting.js';

export function showProfile() {
  const form = byId('profile-form');
  const email = byId('email');
  const password = byId('profile-password');
  const told = {
    failed: word('js.account.profile.failed'),
    reasons: { ...PASSWORD, 400: 'js.account.profile.email', 409: 'js.account.profile.taken' },
    fields: { 400: email, 403: password, 409: email },
  };
  onSubmit(form, told, async () => {
    // What stays is not sent: an address that another program has stored may be none by our rules.
    const changed = [byId('full-name'), email].filter(({ value, defaultValue }) => value !== defaultValue);
    const fields = Object.fromEntries(changed.map(({ name, value }) => [name, value]));
    await putProfile({ ...fields, password: password.value });
    for (const field of changed) {
      field.defaultValue = field.value;
    }
    password.value = '';
    return { words: word('js.account.profile.saved') };
  });
}
