/** Sizes for people. */
import { locale } from './words.js';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const STEP = 1000; // as the names of the units mean

/** @returns {string} such as `1.2 MB` */
export function bytesOf(bytes) {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const format = { style: 'unit', unit: UNITS[unit], maximumFractionDigits: unit === 0 ? 0 : 1 };
  return new Intl.NumberFormat(locale, format).format(bytes / STEP ** unit);
}
