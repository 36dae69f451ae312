/** The page of a person who has no password: nothing asks for one. Changes are confirmed by a login at the OpenID provider. */
import { byId } from '../dom.js';
import { passwordless } from './acting.js';

export function hidePasswords() {
  if (!passwordless()) {
    return;
  }
  for (const id of ['profile-password', 'deletion-password']) {
    const field = byId(id);
    field.required = false;
    field.closest('.field').hidden = true;
  }
  for (const id of ['password-form', 'totp-begin']) {
    byId(id).closest('section').hidden = true;
  }
}
