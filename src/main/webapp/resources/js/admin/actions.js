/** The words for the actions of the audit log. Others, such as those of other programs, are shown by their name. */
import { ACTIONS as OWN } from '../account/actions.js';
import { word } from '../words.js';

const ACTIONS = {
  ...OWN,
  'access.denied': 'js.admin.did.access',
  'admin.audit': 'js.admin.did.audit',
  'admin.system': 'js.admin.did.system',
  'admin.users.create': 'js.admin.did.user-create',
  'admin.users.list': 'js.admin.did.users',
  'admin.users.password': 'js.admin.did.user-password',
  'admin.users.sessions': 'js.admin.did.user-sessions',
  'admin.users.update': 'js.admin.did.user-change',
};

export function actionWords(action) {
  return action in ACTIONS ? word(ACTIONS[action]) : action;
}

/** All actions that have words, in the order of these. @returns {{action: string, words: string}[]} */
export function knownActions() {
  return Object.keys(ACTIONS)
    .map((action) => ({ action, words: actionWords(action) }))
    .sort((a, b) => a.words.localeCompare(b.words));
}
