/** How the system is: what is wrong, in words, and then all that is known. */
import { run } from '../account/acting.js';
import { readSystem } from '../api/admin.js';
import { byId, el, skeleton } from '../dom.js';
import { report } from '../ui/notices.js';
import { momentOf } from '../time.js';
import { word } from '../words.js';
import { showDatabase } from './database.js';
import { showModels, showNodes, showSearch } from './nodes.js';
import { concerns } from './system-concerns.js';

const state = byId('state');
const refresh = byId('refresh');

refresh.addEventListener('click', () => {
  run(refresh, refresh.closest('.row'), { failed: word('js.admin.system.failed') }, read);
});

export async function showSystem() {
  state.replaceChildren(skeleton(2));
  try {
    await read();
  } catch (error) {
    state.replaceChildren();
    report(error, word('js.admin.system.failed'), { retry: showSystem });
  }
}

async function read() {
  const system = await readSystem();
  const wrong = concerns(system);
  state.replaceChildren(
    ...(wrong.length === 0
      ? [el('p', { class: 'notice good' }, word('js.admin.system.well'))]
      : wrong.map(({ words, tone }) => el('p', { class: `notice ${tone}` }, words))),
  );
  byId('measured').textContent = word('js.admin.system.measured', momentOf(system.measured_at));
  byId('notices').replaceChildren();
  showNodes(system);
  showModels(system.model_servers);
  showSearch(system.search);
  showDatabase(system.database);
  byId('report').hidden = false;
}
