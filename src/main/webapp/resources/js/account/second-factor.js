/** The second factor: set up in two steps, so that an app that was set up wrongly locks nobody out, and turned off. */
import { beginTotp, confirmTotp, disableTotp } from '../api/account.js';
import { byId, el } from '../dom.js';
import { word } from '../words.js';
import { onCopy, onSubmit, PASSWORD } from './acting.js';

const begin = byId('totp-begin');
const confirmation = byId('totp-confirm');
const codes = byId('totp-codes');
const disabling = byId('totp-disable');
const steps = [begin, confirmation, codes, disabling];

const failed = word('js.account.totp.failed');
const reasons = { ...PASSWORD, 409: 'js.account.totp.changed' };

/** The recovery codes while they are shown. */
let recovery = [];

export function showSecondFactor() {
  const password = byId('totp-password');
  const code = byId('totp-code');
  const offPassword = byId('totp-off-password');
  show(begin.dataset.on ? disabling : begin);

  onSubmit(begin, { failed, reasons, fields: { 403: password } }, async () => {
    const { secret, uri, qr } = await beginTotp(password.value);
    begin.reset();
    byId('totp-qr').src = qr;
    byId('totp-secret').textContent = secret.replace(/(.{4})(?=.)/g, '$1 ');
    byId('totp-app').href = uri;
    show(confirmation);
    return { focus: byId('totp-scan') };
  });

  const told = { failed, reasons: { ...reasons, 403: 'js.account.totp.wrong-code' }, fields: { 403: code } };
  onSubmit(confirmation, told, async () => {
    recovery = await confirmTotp(code.value);
    forgetSecret();
    byId('totp-codes-list').replaceChildren(...recovery.map((one) => el('li', {}, one)));
    show(codes);
    return { words: word('js.account.totp.turned-on'), focus: byId('totp-codes-title') };
  });

  onSubmit(disabling, { failed, reasons, fields: { 403: offPassword } }, async () => {
    await disableTotp(offPassword.value);
    disabling.reset();
    show(begin);
    return { words: word('js.account.totp.turned-off'), focus: byId('second-factor') };
  });
}

byId('totp-cancel').addEventListener('click', () => {
  forgetSecret();
  byId('notices').replaceChildren();
  show(begin);
  byId('totp-password').focus();
});

onCopy(byId('totp-codes-copy'), codes, () => recovery.join('\n'));

byId('totp-codes-download').addEventListener('click', () => {
  const lines = [word('js.account.totp.file', document.body.dataset.user), '', ...recovery, ''];
  const address = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }));
  el('a', { href: address, download: 'parley-recovery-codes.txt' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
});

byId('totp-codes-done').addEventListener('click', () => {
  recovery = [];
  byId('totp-codes-list').replaceChildren();
  byId('notices').replaceChildren();
  show(disabling);
  byId('second-factor').focus();
});

function show(step) {
  for (const one of steps) {
    one.hidden = one !== step;
  }
}

function forgetSecret() {
  confirmation.reset();
  byId('totp-secret').textContent = '';
  byId('totp-qr').removeAttribute('src');
  byId('totp-app').href = '#totp-scan';
}
