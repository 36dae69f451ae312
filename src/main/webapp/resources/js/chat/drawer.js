/** The sidebar as a drawer on the phone. */
import { byId } from '../dom.js';

const narrow = window.matchMedia('(max-width: 760px)');

export function drawer() {
  const sidebar = byId('sidebar');
  const thread = byId('thread');

  function set(open) {
    const over = open && narrow.matches;
    document.body.classList.toggle('drawer-open', over);
    byId('open-drawer').setAttribute('aria-expanded', String(over));
    thread.inert = over;
    if (over) {
      byId('close-drawer').focus();
    }
  }

  function close() {
    const was = document.body.classList.contains('drawer-open');
    set(false);
    if (was) {
      byId('open-drawer').focus();
    }
  }

  byId('open-drawer').addEventListener('click', () => set(true));
  byId('close-drawer').addEventListener('click', close);
  byId('scrim').addEventListener('click', close);
  sidebar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      close();
    }
  });
  narrow.addEventListener('change', () => set(false));
  return { close };
}
