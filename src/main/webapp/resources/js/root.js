/** The path under which the application answers, with a slash at its end. All pages lie directly in it. */
export const ROOT = new URL('.', globalThis.document?.baseURI ?? 'http://here/').pathname;
