/** Loads libraries that are no modules, from our own origin, when they are first needed. */
const loading = new Map();

/**
 * @param {string} file below resources/lib
 * @returns {Promise<void>} rejects if it cannot be loaded; the next call tries again
 */
export function library(file) {
  if (!loading.has(file)) {
    const script = document.createElement('script');
    script.src = new URL(`../../lib/${file}`, import.meta.url).pathname;
    loading.set(
      file,
      new Promise((done, failed) => {
        script.onload = () => done();
        script.onerror = () => {
          loading.delete(file);
          script.remove();
          failed(new Error(`${file} did not load`));
        };
      }),
    );
    document.head.append(script);
  }
  return loading.get(file);
}

const SOON = 200; // ms after which work goes on although the page is busy
const SPARE = 4; // ms that one piece of work may need

/** Runs a piece of work for each item, one after another, while the page is idle. */
export function whenIdle(items, work) {
  const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 20));
  const next = (idle) => {
    do {
      work(items.shift());
    } while (items.length > 0 && idle?.timeRemaining() > SPARE);
    if (items.length > 0) {
      later(next, { timeout: SOON });
    }
  };
  later(next, { timeout: SOON });
}
