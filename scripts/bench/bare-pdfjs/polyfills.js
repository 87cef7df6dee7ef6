// What pdf.js's legacy build asks for and Chrome 114 lacks; nothing happens where it is there already.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
AbortSignal.any ??= (signals) => {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
};
ReadableStream.prototype[Symbol.asyncIterator] ??= async function* iterate() {
  const reader = this.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
};

const natives = [Array.prototype, JSON].flatMap((owner) =>
  Object.entries(Object.getOwnPropertyDescriptors(owner)).map(([name, native]) => ({ owner, name, native })),
);

/** Puts back built-in functions that the build replaced by slower ones, as Standpoint does: the peer is not to lose by that. */
export function restoreNatives() {
  for (const { owner, name, native } of natives) Object.defineProperty(owner, name, native);
}
