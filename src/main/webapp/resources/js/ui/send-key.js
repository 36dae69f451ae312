/**
 * Which key sends: Enter, while Shift+Enter inserts a line break. An on-screen keyboard has no Shift+Enter, so there Enter
 * inserts the line break and the button sends.
 */
export const touch = window.matchMedia('(pointer: coarse)');

/** Whether a key belongs to an input method. keyCode 229: Safari ends a composition before it reports the key for that. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function isSendKey(event) {
  const plain = !event.shiftKey && !touch.matches;
  return event.key === 'Enter' && !isComposing(event) && (event.ctrlKey || event.metaKey || plain);
}
