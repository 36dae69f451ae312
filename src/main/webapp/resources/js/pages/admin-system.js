/** The page of the system's state, for administrators. */
import { showSystem } from '../admin/system.js';
import { byId } from '../dom.js';

byId('parts').hidden = false;
showSystem();
