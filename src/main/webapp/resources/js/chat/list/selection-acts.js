/** What is done with several conversations at once, and how it is taken back. */
import { changeAll } from '../../api/batch.js';
import { byId, el } from '../../dom.js';
import { reasonOf } from '../../error-words.js';
import { currentConversationId, isSameTag, loadConversations } from '../../stores/conversations.js';
import { loadProjects, projectOf } from '../../stores/projects.js';
import { ask, confirm } from '../../ui/dialog.js';
import { clear, notice } from '../../ui/notices.js';
import { styles } from '../../ui/styles.js';
import { plural, word } from '../../words.js';
import {
  announce,
  CONVERSATION_CHANGED,
  CONVERSATION_REMOVED,
  CONVERSATION_RESTORED,
  REQUEST_FAILED,
} from '../events.js';
import { chooseProject } from './move-dialog.js';
import { reloadFilters } from './tags.js';

const PATIENCE = 10_000; // ms
const KIND = 'selection';
/** How many conversations that were left as they were are named. */
const NAMED = 3;
/** Whether the server keeps what is deleted in the trash for a while; else nothing can be undone. */
const kept = byId('trash') !== null;
let timer;

/**
 * What can be done with the selected conversations.
 *
 * @param {string} status of the list: `active` or `archived`
 * @returns {{key: string, icon: string, run: (selected: object[], end: () => void) => void}[]} `end` ends the selection
 */
export function actionsFor(selected, status) {
  const pinned = selected.length > 0 && selected.every((one) => one.pinned);
  const archived = status === 'archived';
  return [
    archived
      ? { key: 'js.select.unarchive', icon: 'archive', run: simply('unarchive', 'archive', 'js.select.unarchived') }
      : { key: 'js.select.archive', icon: 'archive', run: simply('archive', 'unarchive', 'js.select.archived') },
    !archived &&
      (pinned
        ? { key: 'js.select.unpin', icon: 'pin', run: simply('unpin', 'pin', 'js.select.unpinned') }
        : { key: 'js.select.pin', icon: 'pin', run: pin }),
    { key: 'js.select.tag', icon: 'tag', run: tag },
    { key: 'js.select.move', icon: 'folder', run: move },
    { key: 'js.select.trash', icon: 'bin', run: trash },
  ].filter(Boolean);
}

const idsOf = (selected) => selected.map(({ id }) => id);

function simply(action, reverse, key) {
  return (selected, end) => {
    end();
    run(selected, { action, key, undo: [[idsOf(selected), reverse]] });
  };
}

function pin(selected, end) {
  end();
  const undo = [[idsOf(selected.filter((one) => !one.pinned)), 'unpin']];
  run(selected, { action: 'pin', key: 'js.select.pinned', undo });
}

async function tag(selected, end) {
  await styles('tags');
  const input = el('input', {
    id: 'all-tag',
    maxlength: 64,
    dir: 'auto',
    autocomplete: 'off',
    autofocus: true,
    required: true,
  });
  const off = el('input', { type: 'checkbox' });
  const content = [
    el('div', { class: 'field' }, el('label', { for: 'all-tag' }, word('js.select.tag-label')), input),
    el('div', { class: 'field' }, el('label', { class: 'check' }, off, word('js.select.untag'))),
  ];
  const title = plural('js.select.tag-title', selected.length);
  const yes = await ask({ title, content, yes: word('js.save') });
  const value = input.value.trim();
  if (yes && value) {
    end();
    const has = (one) => one.tags.some((own) => isSameTag(own, value));
    const [action, reverse, changed] = off.checked
      ? ['untag', 'tag', selected.filter(has)]
      : ['tag', 'untag', selected.filter((one) => !has(one))];
    const key = off.checked ? 'js.select.untagged' : 'js.select.tagged';
    run(selected, { action, value, key, undo: [[idsOf(changed), reverse, value]] });
  }
}

async function move(selected, end) {
  const same = selected.every(({ projectId }) => projectId === selected[0].projectId);
  const title = plural('js.select.move-title', selected.length);
  const project = await chooseProject(title, same ? selected[0].projectId : undefined);
  if (project !== undefined) {
    end();
    const before = new Set(selected.map(({ projectId }) => projectId));
    const undo = [...before].map((id) => [idsOf(selected.filter(({ projectId }) => projectId === id)), 'move', id]);
    const key = project ? 'js.select.moved' : 'js.select.moved-out';
    run(selected, { action: 'move', value: project, key, name: projectOf(project)?.name, undo });
  }
}

async function trash(selected, end) {
  const words = plural(kept ? 'js.select.trash-words' : 'js.select.delete-words', selected.length);
  if (await confirm({ title: word('js.select.trash-title'), words, yes: word('js.delete') })) {
    end();
    const undo = kept ? [[idsOf(selected), 'restore']] : [];
    run(selected, { action: 'trash', key: kept ? 'js.select.trashed' : 'js.select.deleted', undo });
  }
}

/** Does it, shows it in the list, and says what was done and what was not. */
async function run(selected, { action, value, key, name = value, undo }) {
  clearTimeout(timer);
  notice(KIND, { tone: 'plain', words: word('js.select.working') });
  const { done, failed, error } = await changeAll(idsOf(selected), action, value);
  const open = currentConversationId.get();
  const leaves = ['archive', 'unarchive', 'trash'].includes(action) && done.includes(open);
  if (leaves) {
    announce(CONVERSATION_REMOVED, { id: open });
  }
  await reload(done);
  if (done.length > 0) {
    const steps = undo.map(([ids, ...step]) => [ids.filter((id) => done.includes(id)), ...step]);
    const back = () =>
      takeBack(
        steps.filter(([ids]) => ids.length > 0),
        leaves ? open : null,
      );
    const act = undo.length > 0 ? { words: word('js.removed.undo'), run: back } : null;
    notice(KIND, { tone: 'plain', words: plural(key, done.length, name), act });
    timer = setTimeout(() => clear(KIND), PATIENCE);
  } else {
    clear(KIND);
  }
  tellFailed(failed, error, new Map(selected.map((one) => [one.id, one.title])));
}

async function takeBack(steps, open) {
  clearTimeout(timer);
  notice(KIND, { tone: 'plain', words: word('js.select.working') });
  const results = [];
  for (const [ids, action, value] of steps) {
    results.push(await changeAll(ids, action, value));
  }
  const done = results.flatMap((one) => one.done);
  await reload(done);
  if (open !== null && done.includes(open)) {
    announce(CONVERSATION_RESTORED, { id: open, open: currentConversationId.get() === null });
  }
  notice(KIND, { tone: 'plain', words: plural('js.select.undone', done.length) });
  timer = setTimeout(() => clear(KIND), PATIENCE);
  tellFailed(
    results.flatMap((one) => one.failed),
    results.find((one) => one.error)?.error,
    new Map(),
  );
}

async function reload(done) {
  try {
    if (done.length > 0) {
      announce(CONVERSATION_CHANGED, { id: done[0] }); // other tabs look at the whole list
    }
    await Promise.all([loadConversations(), reloadFilters(), loadProjects()]);
  } catch (error) {
    announce(REQUEST_FAILED, { error, words: word('js.list.failed') });
  }
}

function tellFailed(failed, error, titles) {
  clear(`${KIND}-failed`);
  if (failed.length > 0) {
    const words = [plural('js.select.failed', failed.length)];
    if (error) {
      words.push(reasonOf(error));
    } else {
      const named = failed
        .slice(0, NAMED)
        .map(({ id, detail }) => `“${titles.get(id) ?? id}”: ${reasonOf({ message: detail })}`);
      words.push(...named);
    }
    notice(`${KIND}-failed`, { tone: 'bad', words: words.join(' ') });
  }
}
