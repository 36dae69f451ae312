/**
 * The words of the page in the person's language, from the data block `words` that the server wrote into it, and the
 * locale that numbers and dates are written in. A key that is missing shows as itself.
 */
const block = globalThis.document?.getElementById('words');
const words = block ? JSON.parse(block.textContent) : {};

/** The page's language, as the browser's region writes it: `en-GB` where the page is English and the browser British. */
export const locale = (() => {
  const language = globalThis.document?.documentElement.lang || 'en';
  return globalThis.navigator?.languages?.find((one) => one.split('-')[0] === language) ?? language;
})();

const rules = new Intl.PluralRules(locale);

/**
 * @param {string} key such as `js.retry`
 * @param {...any} args take the places of {0}, {1} …
 * @returns {string}
 */
export function word(key, ...args) {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (place, index) => (index in args ? args[index] : place));
}

/** The form of `key` that the number asks for, `key.one` or `key.other`; {0} is the number, {1} … what follows. */
export function plural(key, count, ...args) {
  const form = `${key}.${rules.select(count)}`;
  return word(form in words ? form : `${key}.other`, number(count), ...args);
}

/** A number as people write it, with exactly this many digits after the point. */
export function number(value, digits = Number.isInteger(value) ? 0 : 1) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
