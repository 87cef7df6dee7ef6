/** pdf.js ships no types for its worker; loading it sets globalThis.pdfjsWorker, which is all we need. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: object;
}
declare module 'core-js/actual/*';
