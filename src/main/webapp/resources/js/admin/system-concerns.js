/** What an administrator should look at. Depends on nothing of the page. */
import { plural, word } from '../words.js';

const SILENT = 60_000; // ms; a node that is there says so every 15 seconds

/** What may be, for a member of a replica set or a server that is none. */
const GOOD_STATES = /^(?:replica_set_(?:primary|secondary|arbiter)|standalone|shard_router|load_balancer)$/;

/** Whether a node is silent for long. Compared with the last sign of any node, because the reader's clock may differ. */
export function isSilent({ seen_at: seen }, nodes) {
  const last = Math.max(...nodes.map((node) => Date.parse(node.seen_at ?? 0)));
  return !seen || last - Date.parse(seen) > SILENT;
}

export function isGood({ state }) {
  return GOOD_STATES.test(state);
}

/**
 * @param {object} system what `GET /admin/system` answers
 * @returns {{words: string, tone: string}[]} sentences, those about what fails first; empty if all is well
 */
export function concerns({ nodes, database, search, model_servers: servers }) {
  const silent = nodes.filter((node) => isSilent(node, nodes)).length;
  const away = database.members.filter((member) => !isGood(member)).map(({ address }) => address);
  const missing = database.collections.filter((one) => one.missing_indexes.length > 0).map(({ name }) => name);
  const unreachable = servers.filter(({ reachable }) => !reachable).map(({ host }) => host);
  const fails = [
    silent > 0 && plural('js.admin.system.silent', silent),
    away.length > 0 && word('js.admin.system.away', away.join(', ')),
    missing.length > 0 && word('js.admin.system.missing', missing.join(', ')),
    unreachable.length > 0 && word('js.admin.system.unreachable', unreachable.join(', ')),
  ];
  const lacks = [
    servers.length === 0 && word('js.admin.system.no-models'),
    search.incomplete > 0 && plural('js.admin.system.incomplete', search.incomplete),
  ];
  const told = (tone) => (words) => ({ words, tone });
  return [...fails.filter(Boolean).map(told('bad')), ...lacks.filter(Boolean).map(told(''))];
}
