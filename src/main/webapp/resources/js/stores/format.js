/** Between the server's conversations and the ones the store, the export and the import speak of. */

const ROLES = ['user', 'assistant', 'system', 'tool'];

/**
 * @param {object} wire a conversation or a summary as the server answers it
 * @returns {object} `{id, title, messages: [{type, content, timestamp}], createdAt, updatedAt, isLoading, thinkingTimes,
 *     averageThinkingTime, totalThinkingTime, responseCount}` and, beyond the exported fields, `messageCount`, `status`, `preview`, `tags`
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
  };
}

function messageFromWire(wire) {
  const { role, ...rest } = wire;
  return { ...rest, type: ROLES.includes(role) ? role : 'user' };
}

/** The thinking-time figures of the metadata, in seconds; zeros where there are none. */
export function thinking(metadata) {
  const times = Array.isArray(metadata?.thinkingTimes) ? metadata.thinkingTimes.filter(Number.isFinite) : [];
  const number = (value, otherwise) => (Number.isFinite(value) ? value : otherwise);
  const total = number(metadata?.totalThinkingTime, times.reduce((sum, time) => sum + time, 0));
  const count = number(metadata?.responseCount, times.length);
  return {
    thinkingTimes: times,
    averageThinkingTime: number(metadata?.averageThinkingTime, count ? rounded(total / count) : 0),
    totalThinkingTime: total,
    responseCount: count,
  };
}

/** Metadata keeps at most this many single times; total, average and count go on for all answers. */
const KEPT_TIMES = 2000;

/** The figures after one more answer that took `seconds`. */
export function withThinkingTime(before, seconds) {
  const total = rounded(before.totalThinkingTime + seconds);
  const count = before.responseCount + 1;
  return {
    thinkingTimes: [...before.thinkingTimes, rounded(seconds)].slice(-KEPT_TIMES),
    averageThinkingTime: rounded(total / count),
    totalThinkingTime: total,
    responseCount: count,
  };
}

/** The export's shape: exactly the fields of the browser's format, in its order. */
export function toExport(wire) {
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

/** A message of the store or of an export, ready to be sent. Contents that are no text are sent as their JSON. */
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

/** A title from the first words of a message, at most 50 characters long. */
export function titleFrom(text) {
  let title = '';
  for (const word of withoutMarks(text).split(/\s+/)) {
    const longer = title ? `${title} ${word}` : word;
    if (longer.length > 50) {
      return (title || clipped(word, 49)) + '…';
    }
    title = longer;
  }
  return title || 'New Conversation';
}

/** The beginning of a text without the marks of Markdown, or as it is if there is nothing else; as `FirstWords` on the server. */
function withoutMarks(text) {
  const begin = clipped(text.trim(), 1000);
  const words = begin
    .replace(/^[ \t]*(```|~~~).*$/gm, '')
    .replace(/^(?:[ \t]*(?:>|(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]))+/gm, '')
    .replace(/!?\[([^\]]*)\]\((?:https?:|mailto:)[^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/(\*\*|~~)(\S(?:.*?\S)?)\1/g, '$2')
    .replace(/(^|[\s(])\*(\S(?:[^*]*\S)?)\*(?=[\s).,;:!?]|$)/gm, '$1$2')
    .replace(/`+([^`]*)`+/g, '$1')
    .trim();
  return words || begin;
}

/** At most `length` UTF-16 code units, never half a character. */
export function clipped(text, length) {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

export function rounded(seconds) {
  return Math.round(seconds * 100) / 100;
}
