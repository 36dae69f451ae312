/** Titles made of the first words of a message. */

/** @returns {string} at most 50 characters, cut between words where possible */
export function titleFrom(text) {
  let title = '';
  for (const word of withoutMarkdown(text).split(/\s+/)) {
    const longer = title ? `${title} ${word}` : word;
    if (longer.length > 50) {
      return (title || clipped(word, 49)) + '…';
    }
    title = longer;
  }
  return title || 'New Conversation';
}

/**
 * The beginning of a text without Markdown's marks, or unchanged if nothing else is left. The server's `Title.ofFirstWords` does
 * the same.
 */
function withoutMarkdown(text) {
  const begin = clipped(text.trim(), 1000);
  const words = begin
    .replace(/^[ \t]*(```|~~~).*$/gm, '')
    .replace(/^(.*\|.*)\r?\n(?=.*\|)[ \t|:-]*-[ \t|:-]*$((?:\r?\n.*\|.*)*)/gm, (table, head, rows) =>
      `${head} ${rows}`.replaceAll('|', ' '),
    )
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
