/**
 * Where in the chat this tab was last: the pages beside it, which have a link `back`, lead back there. Of the address only
 * the id of a conversation is taken, whatever else may stand in it.
 */
import { byId } from './dom.js';
import { read, write } from './storage.js';

const PLACE = 'parley-place';
const back = byId('back');

if (back) {
  back.search = /^\?c=[\da-f]{24}$/.exec(read(PLACE, 'sessionStorage')) ?? '';
} else {
  window.addEventListener('pagehide', () => write(PLACE, location.search, 'sessionStorage'));
}
