/**
 * A value that can be watched. `subscribe(fn)` calls fn at once and after every change, and returns a function that ends
 * the subscription. This is the contract of Svelte's stores, so the two can be mixed.
 */
export function writable(value) {
  const listeners = new Set();
  const set = (next) => {
    value = next;
    for (const listener of [...listeners]) {
      listener(value);
    }
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      const own = (current) => listener(current);
      listeners.add(own);
      own(value);
      return () => listeners.delete(own);
    },
  };
}

/** A read-only value computed from others. Subscribers are called only when the result differs. */
export function derived(sources, compute) {
  const current = () => compute(sources.map((source) => source.get()));
  return {
    get: current,
    subscribe(listener) {
      let last;
      let ready = false;
      const tell = () => {
        if (!ready) {
          return;
        }
        const value = current();
        if (value !== last) {
          last = value;
          listener(value);
        }
      };
      const ends = sources.map((source) => source.subscribe(tell));
      ready = true;
      last = current();
      listener(last);
      return () => ends.forEach((end) => end());
    },
  };
}
