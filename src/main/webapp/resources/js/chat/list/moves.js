/** Moves a conversation into a project, or out of one. */
import { changeConversation } from '../../api/conversations.js';
import { touch } from '../../stores/conversations.js';
import { loadProjects, projectOf } from '../../stores/projects.js';
import { word } from '../../words.js';
import { tell } from '../announcer.js';
import { announce, CONVERSATION_CHANGED, REQUEST_FAILED } from '../events.js';

/** @param {string|null} project the id of the project, null for none */
export async function move({ id, title }, project) {
  try {
    const changed = await changeConversation(id, { project_id: project });
    touch(id, { projectId: changed.project_id ?? null });
    announce(CONVERSATION_CHANGED, { id });
    await loadProjects();
    const name = projectOf(project)?.name;
    tell(name ? word('js.projects.moved', title, name) : word('js.projects.moved-out', title));
  } catch (error) {
    announce(REQUEST_FAILED, { error, words: word('js.list.project-failed') });
  }
}
