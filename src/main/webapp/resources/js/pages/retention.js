/** The part of the settings about conversations that have not changed for long, with a preview before it is saved. */
import { getRetention, previewRetention, putRetention } from '../api/retention.js';
import { byId, el } from '../dom.js';
import { reasonOf } from '../error-words.js';
import { locale, number, plural, word } from '../words.js';

const PAUSE = 400; // ms after the last keystroke until the preview is asked for
const SHOWN = 3; // of the oldest conversations

const form = byId('retention-form');
const archive = byId('archive-after');
const trash = byId('trash-after');
const preview = byId('retention-preview');
/** Whether the server keeps what is deleted in the trash for a while. */
const kept = Boolean(form.dataset.trash);
let controller = new AbortController();
let timer;

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const ageOf = (field) => (field.value ? `P${Number(field.value)}D` : undefined);
const daysOf = (age) => /^P(\d+)D$/.exec(age ?? '')?.[1] ?? '';

/** Shows what is set. Without it there is no form, so that nothing is replaced by mistake. */
export async function showRetention() {
  try {
    const { archive_after, trash_after } = await getRetention();
    archive.value = daysOf(archive_after);
    trash.value = daysOf(trash_after);
    form.hidden = false;
    await show();
  } catch (error) {
    form.before(failure('js.retention.failed', error));
  }
}

form.addEventListener('input', () => {
  controller.abort();
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = byId('retention-save');
  controller.abort();
  clearTimeout(timer);
  button.disabled = true;
  try {
    await putRetention(ageOf(archive), ageOf(trash));
    preview.replaceChildren(el('p', { class: 'notice good' }, word('js.retention.saved')));
  } catch (error) {
    preview.replaceChildren(failure('js.retention.not-saved', error));
  } finally {
    button.disabled = false;
    button.focus({ preventScroll: true });
  }
});

/** Says what the ages in the form would do now. */
async function show() {
  controller = new AbortController();
  const { signal } = controller;
  const ages = { archive_after: ageOf(archive), trash_after: ageOf(trash) };
  if (!form.checkValidity()) {
    preview.replaceChildren(el('p', { class: 'notice' }, word('js.retention.invalid', number(Number(trash.max)))));
    return;
  }
  if (!ages.archive_after && !ages.trash_after && !form.dataset.max) {
    preview.replaceChildren(el('p', { class: 'aside' }, word('js.retention.nothing-set')));
    return;
  }
  try {
    const query = Object.entries(ages).filter(([, age]) => age);
    const found = await previewRetention(new URLSearchParams(query).toString(), signal);
    if (!signal.aborted) {
      preview.replaceChildren(...told(found));
    }
  } catch (error) {
    if (!signal.aborted) {
      preview.replaceChildren(failure('js.retention.failed', error));
    }
  }
}

function told({ archive: archived, trash: trashed, oldest }) {
  if (archived + trashed === 0) {
    return [el('p', { class: 'aside' }, word('js.retention.nothing'))];
  }
  const lines = [
    archived > 0 && plural('js.retention.archives', archived),
    trashed > 0 && plural(kept ? 'js.retention.trashes' : 'js.retention.deletes', trashed),
  ].filter(Boolean);
  const list = oldest
    .slice(0, SHOWN)
    .map(({ title, updated_at }) =>
      el('li', { dir: 'auto' }, `${title || word('js.untitled')} (${day.format(new Date(updated_at))})`),
    );
  return [
    el(
      'div',
      { class: 'notice' },
      el('div', {}, el('p', {}, lines.join(' ')), el('p', {}, word('js.retention.oldest')), el('ul', {}, ...list)),
    ),
  ];
}

function failure(key, error) {
  return el('p', { class: 'notice bad', role: 'alert' }, `${word(key)} ${reasonOf(error)}`);
}
