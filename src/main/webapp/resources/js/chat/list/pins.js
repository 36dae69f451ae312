/** Pins conversations, so that they stand first in the list. Loaded at its first use. */
import { changeConversation } from '../../api/conversations.js';
import { touch } from '../../stores/conversations.js';
import { word } from '../../words.js';
import { say } from '../announcer.js';
import { announce, CONVERSATION_CHANGED, REQUEST_FAILED } from '../events.js';

/** Pins a conversation, or unpins it. */
export async function pin({ id, pinned }) {
  try {
    const changed = await changeConversation(id, { pinned: !pinned });
    touch(id, { pinned: changed.pinned, updatedAt: changed.updated_at });
    say(pinned ? 'js.list.unpinned' : 'js.list.now-pinned');
    announce(CONVERSATION_CHANGED, { id });
  } catch (error) {
    announce(REQUEST_FAILED, { error, words: word('js.list.pin-failed') });
  }
}
