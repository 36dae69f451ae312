/**
 * Says that conversations will soon be archived or deleted because of their age, before that happens for the first time.
 * Loaded where there is such a rule and this browser has not shown that it is known.
 */
import { previewRetention } from '../api/retention.js';
import { byId } from '../dom.js';
import { write } from '../storage.js';
import { clear, notice } from '../ui/notices.js';
import { number, plural, word } from '../words.js';

/** How many days before. */
const AHEAD = 7;
const KIND = 'retention';
/** The rule that the person knows, in this browser. */
const KNOWN = 'parley-retention';

/** @param {string} rule `archive_after=P90D&trash_after=P365D`, each of them optional */
export async function noteRetention(rule) {
  const days = Object.fromEntries(
    [...new URLSearchParams(rule)].map(([name, age]) => [name, Number(age.slice(1, -1))]),
  );
  const sooner = Object.entries(days).map(([name, age]) => [name, `P${Math.max(1, age - AHEAD)}D`]);
  const { archive, trash } = await previewRetention(new URLSearchParams(sooner).toString());
  const deletes = byId('trash') ? 'js.retention.soon-trashed' : 'js.retention.soon-deleted';
  const words = [
    archive > 0 && plural('js.retention.soon-archived', archive, number(days.archive_after)),
    trash > 0 && plural(deletes, trash, number(days.trash_after)),
  ].filter(Boolean);
  if (words.length > 0) {
    const run = () => {
      write(KNOWN, rule);
      clear(KIND);
    };
    notice(KIND, {
      tone: 'plain',
      words: `${words.join(' ')} ${word('js.retention.pinned')}`,
      link: { href: 'settings.xhtml#retention', words: word('js.retention.change') },
      act: { words: word('js.retention.ok'), run },
    });
  }
}
