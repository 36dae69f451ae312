/** Reloads what the list shows of a conversation after each answer: its thinking times, and the title by the model. */
import { currentConversation, loadDetails } from '../../stores/conversations.js';
import { ANSWER_FINISHED, announce, on, REQUEST_FAILED } from '../events.js';

/** The model names a conversation after its first answer; that takes a moment. */
const TITLE_TRIES = 4;
const TITLE_PAUSE = 1_500; // ms

async function reload(thread, tries) {
  try {
    const known = currentConversation.get();
    const { title, thinkingTimes, responseCount } = await loadDetails(thread.id);
    thread.setThinkingTimes(thinkingTimes, known?.id === thread.id && responseCount > known.responseCount);
    const { autoTitle } = thread.metadata;
    if (autoTitle && title === autoTitle && tries > 0) {
      setTimeout(() => reload(thread, tries - 1), TITLE_PAUSE);
    }
  } catch (error) {
    announce(REQUEST_FAILED, { error });
  }
}

export function reloadDetails() {
  on(ANSWER_FINISHED, ({ thread }) => {
    if (!thread.temporary) {
      reload(thread, TITLE_TRIES);
    }
  });
}
