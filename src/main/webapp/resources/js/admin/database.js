/** The database: what it is, its servers, and what its collections and indexes take. */
import { byId, el } from '../dom.js';
import { number, plural, word } from '../words.js';
import { bytesOf } from '../bytes.js';
import { badge, cell, fact, head, labelled, rowOf } from './cells.js';
import { isGood } from './system-concerns.js';

const TOPOLOGIES = {
  embedded: 'js.admin.system.embedded',
  standalone: 'js.admin.system.standalone',
  replica_set: 'js.admin.system.replica-set',
  sharded: 'js.admin.system.sharded',
  load_balanced: 'js.admin.system.load-balanced',
};

/** What is in a collection, for those who do not know the database. */
const CONTENTS = {
  answers: 'js.admin.holds.answers',
  api_tokens: 'js.admin.holds.tokens',
  audit_logs: 'js.admin.holds.audit',
  conversations: 'js.admin.holds.chats',
  idempotency_keys: 'js.admin.holds.keys',
  leases: 'js.admin.holds.leases',
  login_attempts: 'js.admin.holds.attempts',
  message_segments: 'js.admin.holds.segments',
  nodes: 'js.admin.holds.nodes',
  projects: 'js.admin.holds.projects',
  retention: 'js.admin.holds.retention',
  schema_steps: 'js.admin.holds.steps',
  search_files: 'js.admin.holds.search',
  search_index: 'js.admin.holds.search-index',
  sessions: 'js.admin.holds.sessions',
  tag_colors: 'js.admin.holds.tags',
  totp: 'js.admin.holds.totp',
  users: 'js.admin.holds.users',
};

export function showDatabase({ name, topology, members, collections }) {
  byId('database-facts').replaceChildren(
    ...fact(word('js.admin.system.name'), name),
    ...fact(word('js.admin.system.kind'), word(TOPOLOGIES[topology] ?? 'js.admin.system.unknown')),
    ...(members.length > 0 ? fact(word('js.admin.system.members'), ...members.map(member)) : []),
  );
  byId('rows').replaceChildren(...collections.map((one) => labelled(row(one))));
}

function member({ address, state }) {
  const good = isGood({ state });
  const words = good ? state.replace('replica_set_', '').replaceAll('_', ' ') : word('js.admin.system.no-answer');
  return el('span', { class: 'line' }, address, badge(words, good ? '' : 'bad'));
}

function row({
  name,
  documents,
  bytes,
  storage_bytes: disk,
  index_bytes: indexBytes,
  indexes,
  missing_indexes: missing,
}) {
  return rowOf(
    { 'data-id': name },
    head(
      el('span', { class: 'name' }, name in CONTENTS ? word(CONTENTS[name]) : name),
      name in CONTENTS && el('code', { class: 'details' }, name),
    ),
    figure(documents, number),
    figure(bytes, bytesOf),
    figure(disk, bytesOf),
    figure(indexBytes, bytesOf),
    cell(
      el('span', { title: indexes.join(', ') }, number(indexes.length)),
      missing.length > 0 && badge(plural('js.admin.system.dropped', missing.length, missing.join(', ')), 'bad'),
    ),
  );
}

/** A number that the database may not say; a narrow window leaves it out then. */
function figure(value, words) {
  const known = value !== undefined;
  const td = cell(el('span', {}, known ? words(value) : '–'));
  td.className = known ? 'number' : 'number unknown';
  return td;
}
