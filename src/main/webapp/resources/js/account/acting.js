/** What the parts of the account page and of the pages for administrators share: forms and buttons that say below themselves what came of them. */
import { copy } from '../clipboard.js';
import { byId, el } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { notice, report } from '../ui/notices.js';
import { number, word } from '../words.js';

/** Whether the person has no password, and confirms changes by a login at the OpenID provider. */
export const passwordless = () => byId('parts').dataset.passwordless === 'yes';

/** What is said of a status where a password is asked for. {0} is the time to wait, in seconds. */
export const PASSWORD = {
  get 403() {
    return passwordless() ? 'js.account.confirm-first' : 'js.account.wrong-password';
  },
  429: 'js.account.wait',
};

/**
 * Runs the action of a button and shows below it what came of it.
 *
 * @param {HTMLButtonElement} button
 * @param {Element} place what the result is shown below
 * @param {Object} told
 * @param {string} told.failed the words for a failure
 * @param {Record<number, string>} [told.reasons] keys of the words for a status, in place of the server's
 * @param {Record<number, HTMLInputElement>} [told.fields] which field gets the focus for a status
 * @param {() => Promise<{words?: string, act?: object, focus?: HTMLElement}|undefined>} act returns what to say, if
 *     anything, and where to go on
 */
export async function run(button, place, { failed, reasons = {}, fields = {} }, act) {
  const results = byId('notices');
  results.replaceChildren();
  place.after(results);
  button.disabled = true;
  let next = button;
  try {
    const result = (await act()) ?? {};
    next = result.focus ?? button;
    if (result.words) {
      notice('act', { tone: 'good', ...result });
    }
  } catch (error) {
    report(explained(error, reasons), failed, { kind: 'act' });
    const field = fields[error.status];
    next = field?.offsetParent ? field : button;
    next.select?.();
  } finally {
    button.disabled = false;
    next = next.isConnected ? next : results; // the button of a notice goes with it
    next.focus({ preventScroll: true }); // a button that is disabled loses the focus
    next.scrollIntoView({ block: 'nearest' });
    if (results.children.length > 0) {
      results.scrollIntoView({ block: 'nearest' });
    }
  }
}

/** Does the same when a form is sent. */
export function onSubmit(form, told, act) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(form.querySelector('[type="submit"]'), form, told, act);
  });
}

/** Copies a text when a button is pressed, and says so below `place`. @param {() => string} text */
export function onCopy(button, place, text) {
  button.addEventListener('click', () => {
    run(button, place, { failed: word('js.account.copy-failed') }, async () => {
      await copy(text());
      return { words: word('js.account.copied') };
    });
  });
}

/** Shows in a list why it could not be loaded, with a button that tries again. */
export function notLoaded(list, error, again) {
  const retry = el('button', { class: 'text-button', type: 'button', onclick: again }, word('js.again'));
  const words = `${word('js.account.not-loaded')} ${reasonOf(error)}`;
  const told = el('div', { class: 'notice bad', role: 'alert' }, el('span', {}, words), retry);
  list.replaceChildren(el('li', { class: 'wide' }, told));
}

/** Texts in one line; empty ones are left out. */
export function line(...texts) {
  return texts.filter(Boolean).join(' · ');
}

function explained(error, reasons) {
  const key = reasons[error.status];
  return key ? new Error(word(key, number(error.retryAfter ?? 0)), { cause: error }) : error;
}
