/**
 * The events of the chat page. They are CustomEvents on `document`, and this is the complete list. The part of the page
 * that did something announces it; the parts that show it listen. Parts know nothing else of one another.
 *
 * `thread` in a detail is a Thread (conversation/thread.js). It is not always the one on the page: a message can be sent
 * in a conversation that was left. Compare it with `thread` of OpenConversation where that matters.
 */

/** The page shows another conversation or an empty chat, before its messages are loaded. `{thread}` */
export const CONVERSATION_OPENED = 'parley:conversation-opened';

/** The newest messages of the conversation on the page were loaded. `{thread}` */
export const CONVERSATION_LOADED = 'parley:conversation-loaded';

/** The conversation that was to be opened does not exist. `{id}` */
export const CONVERSATION_MISSING = 'parley:conversation-missing';

/** The first message of a chat was stored, which gave the chat its id. `{thread}` */
export const CONVERSATION_CREATED = 'parley:conversation-created';

/** The person changed a conversation from the list, such as its title. `{id}` */
export const CONVERSATION_CHANGED = 'parley:conversation-changed';

/** The person deleted or archived a conversation, or took it out of the archive: it left the list. Not sent yet. `{id}` */
export const CONVERSATION_REMOVED = 'parley:conversation-removed';

/** The person undid that. `{id, open}`, with whether the conversation was open and the page shows no other one */
export const CONVERSATION_RESTORED = 'parley:conversation-restored';

/** The server has removed the conversation. `{id}` */
export const REMOVAL_SENT = 'parley:removal-sent';

/** Messages of the thread on the page, or the state of its answer, changed. `{thread}` */
export const THREAD_CHANGED = 'parley:thread-changed';

/** The answer on the page got longer and nothing else changed. `{thread, blocks: {from: number, html: string[]}}` */
export const ANSWER_GROWN = 'parley:answer-grown';

/** The person submitted a message; sending it has begun. `{thread}` */
export const MESSAGE_SUBMITTED = 'parley:message-submitted';

/** All submitted messages of a thread are stored. `{thread}` */
export const MESSAGES_SENT = 'parley:messages-sent';

/** A message could not be sent and stays in the thread as failed. `{thread, error}` */
export const SENDING_FAILED = 'parley:sending-failed';

/** A model began to answer, or the page joined an answer under way. `{thread}` */
export const ANSWER_STARTED = 'parley:answer-started';

/** An answer is complete and stored. `{thread}` */
export const ANSWER_FINISHED = 'parley:answer-finished';

/** No answer came. `{thread, error, words?}`, with words if an earlier answer is shown again */
export const ANSWER_FAILED = 'parley:answer-failed';

/** The answers that are being written for this person, in all conversations, were asked for. `{answers}` */
export const ANSWERS_LISTED = 'parley:answers-listed';

/** Another tab of this browser changed a conversation. `{id}` */
export const CHANGED_ELSEWHERE = 'parley:changed-elsewhere';

/** The list of models arrived. `{models}` */
export const MODELS_LOADED = 'parley:models-loaded';

/**
 * Any other request failed. `{error, words?, kind?, retry?}`: what could not be done, the kind of notice (ui/notices.js),
 * and what the notice's button runs.
 */
export const REQUEST_FAILED = 'parley:request-failed';

export function announce(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/** @param {(detail: object) => void} listener */
export function on(name, listener) {
  document.addEventListener(name, ({ detail }) => listener(detail));
}
