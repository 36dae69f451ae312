/**
 * Remembers in the tab which conversation was open last, so that the `back` link of the pages beside the chat leads there.
 * Only a conversation id is ever taken from the remembered address.
 */
import { byId } from './dom.js';
import { read, write } from './storage.js';

const PLACE = 'parley-place';
const back = byId('back');

if (back) {
  back.search = /^\?c=[\da-f]{24}(?=$|&[mq]=)/.exec(read(PLACE, 'sessionStorage')) ?? '';
} else {
  window.addEventListener('pagehide', () => write(PLACE, location.search, 'sessionStorage'));
}
