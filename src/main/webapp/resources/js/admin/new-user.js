/** Creates users, with a one-time password that is shown once. */
import { onSubmit } from '../account/acting.js';
import { createUser } from '../api/admin.js';
import { byId } from '../dom.js';
import { word } from '../words.js';
import { showOnce } from './once.js';

/** @param {() => void} created is called after each creation */
export function showNewUser(created) {
  const form = byId('new-form');
  const username = byId('new-username');
  const email = byId('new-email');
  const told = { failed: word('js.admin.new.failed'), fields: { 400: username, 409: username } };
  onSubmit(form, told, async () => {
    try {
      const user = await createUser({
        username: username.value.trim(),
        email: email.value.trim(),
        full_name: byId('new-full-name').value,
        role: byId('new-role').value,
      });
      form.reset();
      created();
      return {
        words: word('js.admin.new.done', user.username),
        focus: showOnce(user.username, user.password, form, username),
      };
    } catch (error) {
      throw explained(error);
    }
  });
}

/** The server says in English whether the name or the address is taken. */
function explained(error) {
  const key = /e-mail/.test(error.message) ? 'js.admin.new.email-taken' : 'js.admin.new.name-taken';
  return error.status === 409 ? Object.assign(error, { word: key }) : error;
}
