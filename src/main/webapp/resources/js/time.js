/** Formats times in the page's language and the browser's time zone. */
import { locale, number, word } from './words.js';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const dated = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const month = new Intl.DateTimeFormat(locale, { month: 'long' });
const monthAndYear = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });

/** The heading for a conversation of that time: today, yesterday, the last 7 days, then the month. */
export function groupOf(iso, now = new Date()) {
  const time = new Date(iso);
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (days <= 0) {
    return word('js.time.today');
  }
  if (days === 1) {
    return word('js.time.yesterday');
  }
  if (days < 7) {
    return word('js.time.week');
  }
  return (time.getFullYear() === now.getFullYear() ? month : monthAndYear).format(time);
}

/**
 * Groups conversations under headings and keeps their order.
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

/** The time of day, with the date unless it is today. */
export function momentOf(iso, now = new Date()) {
  const time = new Date(iso);
  return (midnight(time) === midnight(now) ? clock : dated).format(time);
}

/** A duration; below ten seconds with tenths. */
export function secondsOf(seconds) {
  if (seconds < 0.1) {
    return word('js.time.under', number(0.1));
  }
  if (seconds < 59.5) {
    return word('js.time.seconds', number(seconds, seconds < 9.95 ? 1 : 0));
  }
  const whole = Math.round(seconds);
  return word('js.time.minutes', number(Math.floor(whole / 60)), number(whole % 60));
}

function midnight(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
