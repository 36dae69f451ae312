/** The end of the account. */
import { deleteAccount } from '../api/account.js';
import { forgetDrafts } from '../chat/conversation/drafts.js';
import { byId } from '../dom.js';
import { confirm } from '../ui/dialog.js';
import { word } from '../words.js';
import { onSubmit, PASSWORD } from './acting.js';

export function showDeletion() {
  const password = byId('deletion-password');
  const told = {
    failed: word('js.account.delete.failed'),
    reasons: { ...PASSWORD, 409: 'js.account.delete.last-admin' },
    fields: { 403: password },
  };
  onSubmit(byId('deletion-form'), told, async () => {
    const title = word('js.account.delete.title');
    if (await confirm({ title, words: word('js.account.delete.words'), yes: word('js.account.delete.yes') })) {
      await deleteAccount(password.value);
      forgetDrafts();
      location.assign('login.xhtml?deleted=account');
    }
  });
}
