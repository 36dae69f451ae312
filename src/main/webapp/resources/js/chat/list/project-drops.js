/** A conversation of the list can be dragged onto a project, or out of one. The menu of the conversation does the same. */
import { conversations } from '../../stores/conversations.js';
import { move } from './moves.js';

/** The type of what is dragged, which only this page knows. */
const TYPE = 'application/x-parley-conversation';

/** @param {HTMLElement} nav the list */
export function receiveRows(nav) {
  const targetOf = (event) => event.dataTransfer.types.includes(TYPE) && event.target.closest?.('section');
  const mark = (section) => {
    nav.querySelectorAll('.drop').forEach((one) => one !== section && one.classList.remove('drop'));
    section?.classList.add('drop');
  };
  nav.addEventListener('dragstart', (event) => {
    const row = event.target.closest?.('.conversation');
    if (row) {
      event.dataTransfer.setData(TYPE, row.dataset.id);
      event.dataTransfer.effectAllowed = 'copyMove';
    }
  });
  nav.addEventListener('dragover', (event) => {
    const section = targetOf(event);
    if (section) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
    }
    mark(section || null);
  });
  nav.addEventListener('dragleave', ({ relatedTarget }) => nav.contains(relatedTarget) || mark(null));
  nav.addEventListener('dragend', () => mark(null));
  nav.addEventListener('drop', (event) => {
    const section = targetOf(event);
    mark(null);
    if (section) {
      event.preventDefault();
      const dragged = conversations.get().find(({ id }) => id === event.dataTransfer.getData(TYPE));
      const project = section.dataset.project ?? null;
      if (dragged && dragged.projectId !== project) {
        move(dragged, project);
      }
    }
  });
}
