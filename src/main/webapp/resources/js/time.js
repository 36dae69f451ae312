/** Times as people read them, in the browser's language and zone. */

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'long' });
const monthAndYear = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });

/** The heading a conversation stands under: Today, Yesterday, Last 7 days, then the month. */
export function groupOf(iso, now = new Date()) {
  const time = new Date(iso);
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (days <= 0) {
    return 'Today';
  }
  if (days === 1) {
    return 'Yesterday';
  }
  if (days < 7) {
    return 'Last 7 days';
  }
  return (time.getFullYear() === now.getFullYear() ? month : monthAndYear).format(time);
}

/**
 * Neighbours under one heading, in the order they came.
 *
 * @param {{updatedAt: string}[]} conversations newest first
 * @returns {{heading: string, conversations: object[]}[]}
 */
export function grouped(conversations, now = new Date()) {
  const groups = [];
  for (const conversation of conversations) {
    const heading = groupOf(conversation.updatedAt, now);
    if (groups.at(-1)?.heading !== heading) {
      groups.push({ heading, conversations: [] });
    }
    groups.at(-1).conversations.push(conversation);
  }
  return groups;
}

/** The time of day for today's messages, with the date for older ones. */
export function momentOf(iso, now = new Date()) {
  const time = new Date(iso);
  return (midnight(time) === midnight(now) ? clock : dated).format(time);
}

export function secondsOf(seconds) {
  if (seconds < 0.1) {
    return 'less than 0.1 s';
  }
  return seconds < 60 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function midnight(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
