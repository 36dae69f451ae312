/** What a person is told about an error, in the page's language. */
import { locale, word } from './words.js';

const REASONS = {
  400: 'js.error.400',
  403: 'js.error.403',
  404: 'js.error.404',
  409: 'js.error.409',
  412: 'js.error.412',
  413: 'js.error.413',
  429: 'js.error.429',
  500: 'js.error.500',
  502: 'js.error.502',
  503: 'js.error.503',
  504: 'js.error.504',
};

/**
 * A sentence that says why a request failed. The server's own message is English and more precise than its status, so
 * English pages show it. `error.word` is the key of a text of the page that goes before both.
 */
export function reasonOf(error) {
  const key = error.word ?? (locale.startsWith('en') ? null : REASONS[error.status]);
  const words = key ? word(key, error.status) : error.message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
