/**
 * A table in pages, with buttons for the previous and the next one. The server only says where the next page is, so the
 * addresses of those before are remembered.
 */
import { request } from '../api/http.js';
import { byId, el, skeleton } from '../dom.js';
import { clear, report } from '../ui/notices.js';
import { number, word } from '../words.js';
import { labelled } from './cells.js';

const rows = byId('rows');
const previous = byId('previous');
const next = byId('next');
const heading = byId('list');

/**
 * @param {Object} parts
 * @param {(entry: any) => HTMLTableRowElement} parts.row draws an entry
 * @param {(count: number) => string} parts.shown says how many entries a page has
 * @returns {(address: string) => Promise<void>} shows the first page of another list
 */
export function pager({ row, shown }) {
  let addresses = []; // of the pages up to the present one
  let following = null;
  let controller = new AbortController();

  async function show(wanted) {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    if (rows.children.length === 0) {
      rows.append(el('tr', { role: 'row' }, el('td', { role: 'cell', colspan: 9 }, skeleton(3))));
    }
    try {
      const answer = await request(wanted.at(-1), { signal });
      if (!signal.aborted) {
        addresses = wanted;
        following = answer.next;
        draw(answer.data);
      }
    } catch (error) {
      if (!signal.aborted) {
        rows.querySelector('.skeleton')?.closest('tr').remove();
        report(error, word('js.admin.not-loaded'), { retry: () => show(wanted) });
      }
    }
  }

  function draw(entries) {
    clear('list');
    rows.replaceChildren(...entries.map((entry) => labelled(row(entry))));
    const several = addresses.length > 1 || following !== null;
    previous.hidden = next.hidden = !several;
    previous.disabled = addresses.length < 2;
    next.disabled = following === null;
    const page = several ? `${word('js.admin.page', number(addresses.length))} · ` : '';
    byId('shown').textContent = page + shown(entries.length);
  }

  /** The reader goes on at the top of the page; the button may have lost the focus because there is no page behind this one. */
  async function turn(wanted) {
    await show(wanted);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  }

  previous.addEventListener('click', () => turn(addresses.slice(0, -1)));
  next.addEventListener('click', () => turn([...addresses, following]));
  return (address) => show([address]);
}
