/** Converts between the conversations on the wire and those in the store. */
import { thinking } from './thinking-times.js';

const ROLES = ['user', 'assistant', 'system', 'tool'];

/**
 * @param {object} wire a conversation or a summary
 * @returns {object} the fields of an export, `{id, title, messages: [{type, content, timestamp}], createdAt, updatedAt,
 *     isLoading, thinkingTimes, averageThinkingTime, totalThinkingTime, responseCount}`, and `messageCount`, `status`,
 *     `preview`, `tags`, `projectId`, `pinned`
 */
export function fromWire(wire) {
  const messages = (wire.messages ?? []).map(messageFromWire);
  return {
    id: wire.id,
    title: wire.title,
    messages,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    isLoading: false,
    ...thinking(wire.metadata),
    messageCount: wire.message_count ?? messages.length,
    status: wire.status ?? 'active',
    preview: wire.preview ?? '',
    tags: wire.tags ?? [],
    projectId: wire.project_id ?? null,
    pinned: wire.pinned === true,
  };
}

function messageFromWire(wire) {
  const { role, ...rest } = wire;
  return { ...rest, type: ROLES.includes(role) ? role : 'user' };
}

/** A message of the store or of an export in the form that is sent. Content that is no text is sent as its JSON. */
export function messageToWire(message) {
  const role = message.type ?? message.role;
  const sent = {
    role: ROLES.includes(role) ? role : 'user',
    content: typeof message.content === 'string' ? message.content : JSON.stringify(message.content ?? ''),
  };
  const time = message.timestamp === undefined ? NaN : new Date(message.timestamp).getTime();
  if (!Number.isNaN(time)) {
    sent.timestamp = new Date(time).toISOString();
  }
  if (typeof message.model === 'string') {
    sent.model = message.model;
  }
  if (message.metrics) {
    sent.metrics = message.metrics;
  }
  return sent;
}
