/** Exports every conversation in the format of the browser's old chat. Loaded only by pages that export. */
import { allConversations } from '../api/conversations.js';
import { fromWire } from './conversation-format.js';

/** @returns {Promise<string>} every conversation with all its messages as readable JSON, which can be imported again */
export async function exportAll() {
  const all = [];
  for await (const whole of allConversations()) {
    all.push(exported(whole));
  }
  return JSON.stringify(all, null, 2);
}

/** Exactly the fields of that format, in its order. */
function exported(wire) {
  const { id, title, messages, createdAt, updatedAt, ...figures } = fromWire(wire);
  return {
    id,
    title,
    messages: messages.map(({ type, content, timestamp }) => ({ type, content, timestamp })),
    createdAt,
    updatedAt,
    isLoading: false,
    thinkingTimes: figures.thinkingTimes,
    averageThinkingTime: figures.averageThinkingTime,
    totalThinkingTime: figures.totalThinkingTime,
    responseCount: figures.responseCount,
  };
}
