/**
 * What opens at a first click, what follows later answers and other tabs, and tags and projects where there are some. The
 * page loads it when it has shown the chat, so that it works without a network too.
 */
import { listProjects } from '../api/projects.js';
import { read } from '../storage.js';
import { conversations, currentConversation } from '../stores/conversations.js';
import '../ui/dialog-window.js';
import '../ui/menu.js';
import { later } from '../words.js';
import './account-menu.js';
import { reloadDetails } from './conversation/details.js';
import { refuseFiles } from './files.js';
import './list/list-menu.js';
import { exportTo } from './list/row-menu.js';
import './list/title-field.js';
import { linkTabs } from './other-tabs.js';
import { run } from './shortcuts.js';
import './system-prompt-dialog.js';

refuseFiles();
reloadDetails();
linkTabs();
let exporting = false;
run.export = async () => {
  const open = currentConversation.get();
  if (open && !exporting) {
    exporting = true; // a second key before the dialog is there must not open another one
    await exportTo(open);
    exporting = false;
  }
};

let tags = null;
conversations.subscribe((all) => {
  if (tags === null && all.some((one) => one.tags.length > 0)) {
    tags = later(() => import('./list/tags.js')).catch(() => (tags = null));
  }
});

// This browser remembers that there are some, and chat.js has loaded them before the list.
if (!read('parley-projects')) {
  listProjects()
    .then((all) => all.length > 0 && later(() => import('./list/projects.js')))
    .catch(() => {});
}

const rule = document.body.dataset.retention;
if (rule) {
  later(() => import('./retention-note.js'))
    .then(({ noteRetention }) => noteRetention(rule))
    .catch(() => {}); // the next page says it
}
