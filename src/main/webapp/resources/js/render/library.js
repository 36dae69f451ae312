/** Loads a library that is not a module: a script of our own origin, once, when it is first needed. */
const loading = new Map();

/**
 * @param {string} file below resources/lib
 * @returns {Promise<void>} refused when it cannot be loaded; the next call tries again
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

const SOON = 200; // ms after which it goes on although the page is busy
const SPARE = 4; // ms that one piece of work may take

/** Runs a piece of work for each of the things, one after another, whenever the page has nothing better to do. */
export function whenIdle(things, work) {
  const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 20));
  const next = (idle) => {
    do {
      work(things.shift());
    } while (things.length > 0 && idle?.timeRemaining() > SPARE);
    if (things.length > 0) {
      later(next, { timeout: SOON });
    }
  };
  later(next, { timeout: SOON });
}
