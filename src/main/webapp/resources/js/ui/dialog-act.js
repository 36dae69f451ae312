/** Dialogs that stay open until what they ask for is done. Loaded with the parts that show them. */
import { el } from '../dom.js';
import { ask } from './dialog.js';
import { notice } from './notices.js';

const FIELD = 'input:not([type]), textarea';

/**
 * Asks, and acts before the dialog is closed. If that fails, the dialog says so and keeps what was typed.
 *
 * @param {object} parts as for showDialog
 * @param {(error: Error) => string} told what is said of a failure
 * @param {() => Promise<boolean|void>} act false leaves the dialog open without a word
 * @returns {Promise<boolean>} whether it was done, also if the dialog was closed meanwhile
 */
export async function askAndAct(parts, told, act) {
  let acting = false;
  let done = false;
  const attempt = async (form) => {
    acting = true;
    form.querySelector('.notice')?.remove();
    try {
      done = (await act()) !== false;
    } catch (error) {
      failed(form, told(error));
    }
    acting = false;
    if (done) {
      form.closest('dialog').close('yes');
    }
    return done;
  };
  let last;
  const onsubmit = (event) => {
    event.preventDefault();
    if (!acting) {
      last = attempt(event.currentTarget);
    }
  };
  await ask({ ...parts, onsubmit });
  return (await last) ?? false;
}

function failed(form, words) {
  if (!form.isConnected) {
    notice('dialog', { tone: 'bad', words }); // it was closed meanwhile
    return;
  }
  form.lastElementChild.before(el('p', { class: 'notice bad', role: 'alert' }, words));
  form.querySelector(FIELD)?.focus();
}
