/** The title of the open conversation on the page and in the tab. */
import { byId } from '../dom.js';
import { currentConversation } from '../stores/conversations.js';
import { word } from '../words.js';

export function showHeading() {
  currentConversation.subscribe((current) => {
    byId('title').textContent = current?.title ?? word('js.new-chat');
    document.title = current ? `${current.title} · Parley` : 'Parley';
  });
}
