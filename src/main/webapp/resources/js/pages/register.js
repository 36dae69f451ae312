/** Lets somebody look at the password they choose. Without scripts there is no switch. */
import { byId } from '../dom.js';

const password = byId('password');
const shown = byId('show-password');

shown.closest('label').hidden = false;
shown.addEventListener('change', () => {
  password.type = shown.checked ? 'text' : 'password';
});

/** Browsers keep what stands in a password field as a password, and any other text as a suggestion for everybody. */
password.form.addEventListener('submit', () => {
  password.type = 'password';
});
