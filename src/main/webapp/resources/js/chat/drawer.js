/**
 * The sidebar. On a phone it is a drawer over the thread, which shows the notices meanwhile; on wider screens it can be
 * hidden, which is remembered.
 */
import { byId } from '../dom.js';
import { write } from '../storage.js';
import { CONVERSATION_OPENED, on } from './events.js';

const narrow = window.matchMedia('(max-width: 760px)');
/** theme.js reads it before the first paint. */
const AWAY = 'parley-sidebar';
const { dataset } = document.documentElement;

export class Drawer {
  constructor() {
    byId('open-drawer').addEventListener('click', () => this.toggle(true));
    byId('close-drawer').addEventListener('click', () => this.toggle(false));
    byId('scrim').addEventListener('click', () => this.toggle(false));
    byId('sidebar').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && narrow.matches) {
        this.toggle(false);
      }
    });
    narrow.addEventListener('change', () => {
      document.body.classList.remove('drawer-open');
      this.#refresh();
    });
    let started = false;
    on(CONVERSATION_OPENED, () => {
      if (started && narrow.matches && this.#isOpen) {
        this.toggle(false);
      }
      started = true; // the page opens the first one by itself, when the drawer may be open already
    });
    this.#refresh();
  }

  toggle(open = !this.#isOpen) {
    if (narrow.matches) {
      document.body.classList.toggle('drawer-open', open);
    } else {
      open ? delete dataset.sidebar : (dataset.sidebar = 'away');
      write(AWAY, open ? null : 'away');
    }
    this.#refresh();
    byId(open ? 'close-drawer' : 'open-drawer').focus();
  }

  get #isOpen() {
    return narrow.matches ? document.body.classList.contains('drawer-open') : dataset.sidebar !== 'away';
  }

  #refresh() {
    const over = narrow.matches && this.#isOpen;
    byId('thread').inert = over;
    const { firstElementChild: header } = byId(over ? 'sidebar' : 'thread');
    if (header.nextElementSibling !== byId('notices')) {
      header.after(byId('notices'));
    }
    byId('sidebar').inert = !this.#isOpen;
    byId('open-drawer').setAttribute('aria-expanded', String(this.#isOpen));
  }
}
