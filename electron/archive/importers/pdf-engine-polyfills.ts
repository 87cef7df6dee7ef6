/**
 * What pdf.js 6 expects and older hosts lack (Electron 25 is Node 18). Delete with the support of that host.
 * Imported before pdf.js, for its effects.
 */
import 'core-js/actual/array/from-async.js';
import 'core-js/actual/array-buffer/transfer.js';
import 'core-js/actual/array-buffer/transfer-to-fixed-length.js';
import 'core-js/actual/iterator/index.js';
import 'core-js/actual/map/index.js';
import 'core-js/actual/weak-map/index.js';
import 'core-js/actual/math/sum-precise.js';
import 'core-js/actual/promise/try.js';
import 'core-js/actual/promise/with-resolvers.js';
import 'core-js/actual/set/index.js';
import 'core-js/actual/typed-array/from-base64.js';
import 'core-js/actual/typed-array/to-base64.js';
import 'core-js/actual/typed-array/to-hex.js';
import 'core-js/actual/url/parse.js';

/**
 * At load pdf.js fetches a native canvas and complains where there is none. Reading text draws nothing, so the
 * two classes it looks for are stood in for, and the loader is out of its reach until `endPdfEngineLoad`.
 */
class NeverDrawn {}

const realGetBuiltinModule = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule');
const realWarn = console.warn;

for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) {
  if (!(name in globalThis)) {
    Object.defineProperty(globalThis, name, { value: NeverDrawn, configurable: true, writable: true });
  }
}
Object.defineProperty(process, 'getBuiltinModule', {
  value: () => {
    throw new Error('not while the PDF engine loads');
  },
  configurable: true,
  writable: true,
});
console.warn = () => undefined;

// On older hosts the core-js within pdf.js replaces some of these by much slower ones for rare edge cases' sake.
const natives = [Array.prototype, JSON].flatMap((owner) =>
  Object.entries(Object.getOwnPropertyDescriptors(owner)).map(([name, native]) => ({ owner, name, native })),
);

/** Puts back what had to be out of the way while pdf.js loaded, and what it replaced without need. */
export function endPdfEngineLoad(): void {
  for (const { owner, name, native } of natives) Object.defineProperty(owner, name, native);
  console.warn = realWarn;
  if (realGetBuiltinModule) Object.defineProperty(process, 'getBuiltinModule', realGetBuiltinModule);
  else Reflect.deleteProperty(process, 'getBuiltinModule');
}
