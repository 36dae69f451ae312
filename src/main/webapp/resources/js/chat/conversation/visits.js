/**
 * The address of the page and the conversation it names: `?c=ID`, or none for an empty chat; with `&m=SEQ` it opens at
 * that message; `?project=ID` is an empty chat in a project. A click on a link with the attribute `data-visit`, anywhere on the page, opens its conversation without
 * loading the page. Entries of the history with the same `at` in their state show the same visit.
 */
import { confirm } from '../../ui/dialog.js';
import { notice } from '../../ui/notices.js';
import { word } from '../../words.js';
import {
  CONVERSATION_CREATED,
  CONVERSATION_MISSING,
  CONVERSATION_REMOVED,
  CONVERSATION_RESTORED,
  MESSAGE_SUBMITTED,
  on,
} from '../events.js';

export class Visits {
  #conversation;
  #at;

  /** @param {import('./open-conversation.js').OpenConversation} conversation */
  constructor(conversation) {
    this.#conversation = conversation;
    window.addEventListener('popstate', () => history.state?.at !== this.#at && this.start());
    window.addEventListener('beforeunload', (event) => this.#losesMessages && event.preventDefault());
    document.addEventListener('click', (event) => this.#clicked(event));
    on(CONVERSATION_CREATED, ({ thread }) => {
      if (thread === conversation.thread) {
        history.replaceState(history.state, '', addressOf(thread.id));
      }
    });
    on(MESSAGE_SUBMITTED, ({ thread }) => {
      if (thread.place !== undefined) {
        history.replaceState(history.state, '', addressOf(thread.id)); // a reload shows the end
      }
    });
    on(CONVERSATION_REMOVED, ({ id }) => id === conversation.thread.id && this.to(null));
    on(CONVERSATION_RESTORED, ({ id, open }) => open && this.to(id));
    on(CONVERSATION_MISSING, () => {
      history.replaceState(null, '', addressOf(null));
      conversation.open(null);
      notice('list', { tone: 'bad', words: word('js.thread.not-found') });
    });
  }

  /** Opens the conversation that the address names. */
  start() {
    this.#at = history.state?.at;
    return this.#conversation.open(idIn(location), false, placeIn(location), projectIn(location));
  }

  /**
   * Opens a conversation, at a message if `place` is its `seq`, or with null an empty chat. Asks first if the messages of
   * a temporary chat would be lost.
   */
  async to(id, temporary = false, place = undefined, project = undefined) {
    if (this.#losesMessages && !(await leaveConfirmed())) {
      return;
    }
    const address = project ? `chat.xhtml?project=${encodeURIComponent(project)}` : addressOf(id, place);
    if (id === null || !location.href.endsWith(address)) {
      this.#at = Date.now();
      history.pushState({ at: this.#at }, '', address);
    }
    await this.#conversation.open(id, temporary, place, project);
  }

  get #losesMessages() {
    const { temporary, messages } = this.#conversation.thread;
    return temporary && messages.length > 0;
  }

  /** With a modifier the browser opens its own new tab. */
  #clicked(event) {
    const link = event.target.closest?.('a[data-visit]');
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (link && event.button === 0 && !modified) {
      event.preventDefault();
      this.to(idIn(link), false, placeIn(link), projectIn(link));
    }
  }
}

export function addressOf(id, place = undefined) {
  const at = place === undefined ? '' : `&m=${place}`;
  return id === null ? 'chat.xhtml' : `chat.xhtml?c=${encodeURIComponent(id)}${at}`;
}

/** @param {{search: string}} address a link or a location */
function idIn({ search }) {
  return new URLSearchParams(search).get('c');
}

function projectIn({ search }) {
  return new URLSearchParams(search).get('project') ?? undefined;
}

/** A place that is no number is one that does not exist. */
function placeIn({ search }) {
  const place = new URLSearchParams(search).get('m');
  return place === null ? undefined : Number(place);
}

function leaveConfirmed() {
  return confirm({
    title: word('js.temporary.leave'),
    words: word('js.temporary.lost'),
    yes: word('js.temporary.yes'),
  });
}
