/** Tells the other tabs of this browser what changed here, and announces what changed there. */
import * as events from './events.js';

const { announce, on } = events;
const CHANNEL = 'parley';

export function linkTabs() {
  if (!('BroadcastChannel' in window)) {
    return;
  }
  const tabs = new BroadcastChannel(CHANNEL);
  const person = document.body.dataset.user;
  tabs.addEventListener('message', ({ data }) => {
    if (data.person === person) {
      announce(events.CHANGED_ELSEWHERE, { id: data.id });
    }
  });
  const tell = (id) => tabs.postMessage({ person, id });
  for (const changed of [
    events.CONVERSATION_CREATED,
    events.MESSAGES_SENT,
    events.ANSWER_STARTED,
    events.ANSWER_FINISHED,
  ]) {
    on(changed, ({ thread }) => thread.temporary || tell(thread.id));
  }
  on(events.CONVERSATION_CHANGED, ({ id }) => tell(id));
  on(events.REMOVAL_SENT, ({ id }) => tell(id));
}
