/** The page of the audit log, for administrators. */
import { showAudit } from '../admin/audit.js';
import { byId } from '../dom.js';

byId('parts').hidden = false;
showAudit();
