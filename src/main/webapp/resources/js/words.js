/**
 * The texts of the page in the person's language, from the data block `words` in the page, and the locale for numbers and
 * dates. A missing key is shown as it is. The chat page has only the texts that it needs at once; see later().
 */
const block = globalThis.document?.getElementById('words');
const words = block ? JSON.parse(block.textContent) : {};

/** The page's language. */
const language = globalThis.document?.documentElement.lang || 'en';

/** The page's language with the browser's region, such as `en-GB` for an English page in a British browser. */
export const locale = globalThis.navigator?.languages?.find((one) => one.split('-')[0] === language) ?? language;

const rules = new Intl.PluralRules(locale);

/**
 * Loads a part of the chat page at its first use, after the texts of all such parts.
 *
 * @template T
 * @param {() => Promise<T>} load imports the part
 * @returns {Promise<T>} rejects if one of the two cannot be loaded
 */
export async function later(load) {
  const { default: more } = await import(`../words/${language}.js`);
  Object.assign(words, more);
  return load();
}

/**
 * @param {string} key such as `js.retry`
 * @param {...any} args the values for {0}, {1} …
 * @returns {string}
 */
export function word(key, ...args) {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (place, index) => (index in args ? args[index] : place));
}

/** The plural form for a number, `key.one` or `key.other`. {0} is the number, {1} … are the arguments after it. */
export function plural(key, count, ...args) {
  const form = `${key}.${rules.select(count)}`;
  return word(form in words ? form : `${key}.other`, number(count), ...args);
}

/** A number in the page's locale with exactly this many decimals. */
export function number(value, digits = Number.isInteger(value) ? 0 : 1) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
