/** Reads the names of browser and system out of a User-Agent header, for people. */
import { word } from '../words.js';

/** In this order: most browsers name others, too. */
const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const SYSTEMS = [
  [/\biPad\b/, 'iPadOS'],
  [/\b(?:iPhone|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac(?:intosh| OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const PROGRAM = /^(?!Mozilla\b)[\w.-]{1,40}/;

/** @param {string} [agent] as the browser or program sent it @returns {string} such as `Firefox on Linux` or `curl` */
export function browserName(agent = '') {
  const named = (names) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = named(BROWSERS) ?? PROGRAM.exec(agent)?.[0] ?? word('js.account.browser-unknown');
  const system = named(SYSTEMS);
  return system ? word('js.account.browser', browser, system) : browser;
}
