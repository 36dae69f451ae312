/**
 * Says that conversations will soon be archived or deleted because of their age, before that happens for the first time.
 * Loaded where there is such a rule that the person has not acknowledged, in whatever browser.
 */
import { acknowledgeRetention, previewRetention } from '../api/retention.js';
import { byId } from '../dom.js';
import { clear, notice } from '../ui/notices.js';
import { number, plural, word } from '../words.js';

/** How many days before. */
const AHEAD = 7;
const KIND = 'retention';

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
      clear(KIND);
      acknowledgeRetention(rule).catch(() => {}); // the next page says it again
    };
    notice(KIND, {
      tone: 'plain',
      words: `${words.join(' ')} ${word('js.retention.pinned')}`,
      link: { href: 'settings.xhtml#retention', words: word('js.retention.change') },
      act: { words: word('js.retention.ok'), run },
    });
  }
}
