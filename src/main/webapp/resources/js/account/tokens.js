/** API tokens: a new one is shown once; one that is revoked works no more. */
import { createToken, listTokens, revokeToken } from '../api/account.js';
import { byId, el, skeleton } from '../dom.js';
import { momentOf } from '../time.js';
import { confirm } from '../ui/dialog.js';
import { plural, word } from '../words.js';
import { line, notLoaded, onCopy, onSubmit, run } from './acting.js';

const DAY = 86_400_000; // ms

const list = byId('token-list');
const form = byId('token-form');
const shown = byId('new-token');
const text = byId('new-token-text');

export async function showTokens() {
  if (list.children.length === 0) {
    list.append(el('li', { class: 'wide' }, skeleton(1)));
  }
  try {
    const tokens = await listTokens();
    list.replaceChildren(...tokens.map(row));
  } catch (error) {
    notLoaded(list, error, showTokens);
  }
}

/** Revokes all tokens. The result is shown below `place`. */
export function revokeAll(button, place) {
  run(button, place, { failed: word('js.account.tokens.revoke-failed') }, async () => {
    const tokens = await listTokens();
    try {
      for (const { id } of tokens) {
        await revoked(id);
      }
    } finally {
      await showTokens();
    }
    return { words: plural('js.account.tokens.all-revoked', tokens.length), focus: byId('tokens') };
  });
}

const told = { failed: word('js.account.tokens.failed'), reasons: { 409: 'js.account.tokens.many' } };
onSubmit(form, told, async () => {
  const days = Number(byId('token-expiry').value);
  text.textContent = await createToken({
    name: byId('token-name').value,
    scopes: byId('token-scope').value === 'write' ? ['read', 'write'] : ['read'],
    expires_at: days ? new Date(Date.now() + days * DAY).toISOString() : undefined,
  });
  form.reset();
  shown.hidden = false;
  await showTokens();
  return { focus: byId('new-token-title') };
});

onCopy(byId('new-token-copy'), shown, () => text.textContent);

byId('new-token-done').addEventListener('click', () => {
  shown.hidden = true;
  text.textContent = '';
  byId('notices').replaceChildren();
  byId('token-name').focus();
});

function row({ id, name = word('js.account.tokens.unnamed'), scopes, created_at, last_used_at, expires_at }) {
  const over = expires_at && new Date(expires_at) <= new Date();
  return el(
    'li',
    { 'data-id': id },
    el(
      'span',
      { class: 'name' },
      el('span', { dir: 'auto' }, name),
      over && el('span', { class: 'badge bad' }, word('js.account.tokens.expired')),
    ),
    el(
      'span',
      { class: 'details' },
      line(
        word(scopes.includes('write') ? 'js.account.tokens.write' : 'js.account.tokens.read'),
        created_at && word('js.account.tokens.created', momentOf(created_at)),
        last_used_at ? word('js.account.tokens.used', momentOf(last_used_at)) : word('js.account.tokens.unused'),
        expires_at ? word('js.account.tokens.until', momentOf(expires_at)) : word('js.account.tokens.forever'),
      ),
    ),
    revokeButton(id, name),
  );
}

function revokeButton(id, name) {
  const button = el(
    'button',
    { class: 'button danger', type: 'button', 'aria-label': word('js.account.tokens.revoke-one', name) },
    word('js.account.tokens.revoke'),
  );
  button.addEventListener('click', async () => {
    const title = word('js.account.tokens.revoke-title');
    const words = word('js.account.tokens.revoke-words', name);
    if (await confirm({ title, words, yes: word('js.account.tokens.revoke') })) {
      await run(button, list, { failed: word('js.account.tokens.revoke-failed') }, async () => {
        await revoked(id);
        await showTokens();
        return {
          words: word('js.account.tokens.revoked', name),
          focus: list.querySelector('button') ?? byId('tokens'),
        };
      });
    }
  });
  return button;
}

/** Revokes a token, which may have been revoked meanwhile. */
async function revoked(id) {
  await revokeToken(id).catch((error) => {
    if (error.status !== 404) {
      throw error;
    }
  });
}
