/** Tells screen readers when the answer on the page begins and ends. */
import { byId } from '../dom.js';
import { word } from '../words.js';
import { ANSWER_FINISHED, ANSWER_STARTED, on } from './events.js';

export function say(key) {
  tell(word(key));
}

/** Tells screen readers a text. */
export function tell(words) {
  byId('announcer').textContent = words;
}

/** @param {import('./conversation/open-conversation.js').OpenConversation} conversation */
export function announceAnswers(conversation) {
  on(ANSWER_STARTED, ({ thread }) => thread === conversation.thread && say('js.answer.begun'));
  on(ANSWER_FINISHED, ({ thread }) => thread === conversation.thread && say('js.answer.done'));
}
