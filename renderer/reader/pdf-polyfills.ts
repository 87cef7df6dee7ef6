// pdf.js 6 (legacy build) still uses what Chrome 114 lacks. Import this before it, in the page and in the worker.
import 'core-js/modules/es.promise.with-resolvers.js';

if (!(Symbol.asyncIterator in ReadableStream.prototype)) {
  Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
    configurable: true,
    writable: true,
    value: async function* iterate(this: ReadableStream<unknown>) {
      const reader = this.getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        reader.releaseLock();
      }
    },
  });
}

// On older hosts the core-js within pdf.js replaces some of these by much slower ones for rare edge cases' sake.
const natives = [Array.prototype, JSON].flatMap((owner) =>
  Object.entries(Object.getOwnPropertyDescriptors(owner)).map(([name, native]) => ({ owner, name, native })),
);

/** Puts back the built-in functions that pdf.js replaced without need; to be called once it has loaded. */
export function restoreNatives(): void {
  for (const { owner, name, native } of natives) Object.defineProperty(owner, name, native);
}
