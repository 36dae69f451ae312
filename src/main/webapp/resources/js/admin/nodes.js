/** What runs: this node and the others, the servers of models, and the search indexes. */
import { line } from '../account/acting.js';
import { byId, el } from '../dom.js';
import { momentOf } from '../time.js';
import { number, word } from '../words.js';
import { bytesOf } from '../bytes.js';
import { badge, fact } from './cells.js';
import { isSilent } from './system-concerns.js';

export function showNodes({ version, server, node, nodes }) {
  byId('node-facts').replaceChildren(
    ...fact(word('js.admin.system.version'), version),
    ...fact(word('js.admin.system.server'), server),
  );
  byId('node-list').replaceChildren(
    ...nodes.map((one) =>
      entry(
        one.id,
        [
          one.id === node && badge(word('js.admin.system.this')),
          isSilent(one, nodes) && badge(word('js.admin.system.gone'), 'bad'),
        ],
        one.version && word('js.admin.system.runs', one.version),
        one.started_at && word('js.admin.system.started', momentOf(one.started_at)),
        one.seen_at && word('js.admin.system.seen', momentOf(one.seen_at)),
      ),
    ),
  );
}

export function showModels(servers) {
  byId('model-list').replaceChildren(
    ...servers.map(({ provider, host, reachable, models }) =>
      entry(
        host,
        [
          badge(
            word(reachable ? 'js.admin.system.reachable' : 'js.admin.system.not-reachable'),
            reachable ? '' : 'bad',
          ),
        ],
        provider === 'ollama' ? 'Ollama' : word('js.admin.system.openai'),
        models.join(', ') || word('js.admin.system.none'),
      ),
    ),
  );
}

export function showSearch({ indexes, incomplete, bytes }) {
  byId('search-facts').replaceChildren(
    ...fact(word('js.admin.system.searchers'), number(indexes)),
    ...fact(word('js.admin.system.building'), number(incomplete)),
    ...fact(word('js.admin.system.size'), bytesOf(bytes)),
  );
}

function entry(name, badges, ...details) {
  return el(
    'li',
    { class: 'wide' },
    el('span', { class: 'name' }, el('span', {}, name), ...badges),
    el('span', { class: 'details' }, line(...details)),
  );
}
