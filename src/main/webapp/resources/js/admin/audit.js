/** The entries of the audit log. What is in them may have been stored by other programs, so each field may be missing. */
import { line } from '../account/acting.js';
import { browserName } from '../account/browser-name.js';
import { auditFile, auditPath } from '../api/admin.js';
import { byId, el } from '../dom.js';
import { plural, word } from '../words.js';
import { actionWords } from './actions.js';
import { filter, onFilter, openFilter } from './audit-filter.js';
import { badge, cell, head, moment, rowOf } from './cells.js';
import { pager } from './pager.js';

const OUTCOMES = {
  success: 'js.admin.audit.success',
  denied: 'js.admin.audit.denied',
  failure: 'js.admin.audit.failure',
};

const TYPES = {
  conversation: 'js.admin.audit.conversation',
  project: 'js.admin.audit.project',
  tag: 'js.admin.audit.tag',
  token: 'js.admin.audit.token',
  user: 'js.admin.audit.user',
};

const show = pager({ row, shown: (count) => plural('js.admin.audit.shown', count) });

/** Shows the entries that the page's address asks for. */
export function showAudit() {
  openFilter();
  onFilter(find);
  return find();
}

function find() {
  const wanted = filter();
  byId('download').href = auditFile(wanted);
  return show(auditPath(wanted));
}

function row({ action = '', timestamp, outcome, ...entry }) {
  const tone = outcome === 'success' ? '' : 'bad';
  return rowOf(
    { 'data-id': entry.id },
    head(
      el('span', { class: 'name' }, actionWords(String(action))),
      el('span', { class: 'details' }, line(entry.method, entry.endpoint)),
    ),
    cell(moment(timestamp)),
    cell(actor(entry)),
    cell(
      outcome && badge(outcome in OUTCOMES ? word(OUTCOMES[outcome]) : String(outcome), tone),
      entry.status_code && el('span', { class: 'details' }, String(entry.status_code)),
    ),
    cell(...subject(entry)),
    cell(
      entry.ip_address ?? '',
      entry.user_agent && el('span', { class: 'details', title: entry.user_agent }, browserName(entry.user_agent)),
    ),
  );
}

/** Who it was, with a link to all entries of that user. */
function actor({ username, user_id: id, endpoint, method }) {
  if (username || (id && endpoint !== 'system')) {
    const query = new URLSearchParams({ user: username || id });
    const words = username || word('js.admin.audit.deleted');
    return el('a', { href: `admin-audit.xhtml?${query}`, dir: 'auto' }, words);
  }
  if (endpoint === 'system') {
    return word('js.admin.audit.server');
  }
  return word(method === 'CLI' ? 'js.admin.audit.command' : 'js.admin.audit.nobody');
}

function subject({ resource_type: type, resource_id: id }) {
  const words = type in TYPES ? word(TYPES[type]) : '';
  return id ? [words, el('code', { class: 'details' }, String(id))] : [words];
}
