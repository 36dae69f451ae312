/** The sidebar: a drawer over the thread on the phone; on wider screens it can be put away, which is remembered. */
import { byId } from '../dom.js';
import { write } from '../storage.js';

const narrow = window.matchMedia('(max-width: 760px)');
/** Read by theme.js, before the first paint. */
const AWAY = 'parley-sidebar';

export function drawer() {
  const { dataset } = document.documentElement;
  const thread = byId('thread');
  const isOpen = () => (narrow.matches ? document.body.classList.contains('drawer-open') : dataset.sidebar !== 'away');

  function set(open) {
    if (narrow.matches) {
      document.body.classList.toggle('drawer-open', open);
    } else {
      open ? delete dataset.sidebar : (dataset.sidebar = 'away');
      write(AWAY, open ? null : 'away');
    }
    tell();
  }

  function tell() {
    const over = narrow.matches && isOpen();
    thread.inert = over;
    byId('sidebar').inert = !isOpen();
    byId('open-drawer').setAttribute('aria-expanded', String(isOpen()));
  }

  function toggle(open = !isOpen()) {
    set(open);
    byId(open ? 'close-drawer' : 'open-drawer').focus();
  }

  byId('open-drawer').addEventListener('click', () => toggle(true));
  byId('close-drawer').addEventListener('click', () => toggle(false));
  byId('scrim').addEventListener('click', () => toggle(false));
  byId('sidebar').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && narrow.matches) {
      toggle(false);
    }
  });
  narrow.addEventListener('change', () => {
    document.body.classList.remove('drawer-open');
    tell();
  });
  tell();
  return {
    toggle,
    /** Closes what covers the thread. */
    close: () => narrow.matches && isOpen() && toggle(false),
  };
}
