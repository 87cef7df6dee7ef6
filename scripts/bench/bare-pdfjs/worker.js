import { restoreNatives } from './polyfills.js';
// Its first messages wait until this has loaded.
import '/pdfjs/legacy/build/pdf.worker.mjs';

restoreNatives();
