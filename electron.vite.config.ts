import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/** The parser reads pdf.js's character maps (for text in Chinese, Japanese and Korean) from beside its bundle. */
const characterMaps: Plugin = {
  name: 'character-maps',
  generateBundle() {
    const folder = here('node_modules/pdfjs-dist/cmaps');
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.bcmap')) continue;
      this.emitFile({ type: 'asset', fileName: `cmaps/${name}`, source: readFileSync(join(folder, name)) });
    }
  },
};

/** PDFium's code, which the parser reads from beside its bundle. */
const pdfiumCode: Plugin = {
  name: 'pdfium-code',
  generateBundle() {
    const source = readFileSync(here('node_modules/@hyzyla/pdfium/dist/pdfium.wasm'));
    this.emitFile({ type: 'asset', fileName: 'pdfium.wasm', source });
  },
};

/** Tesseract's code and the language data, which the parser reads from beside its bundle: no other way leads to them. */
const recognitionParts: Plugin = {
  name: 'recognition-parts',
  generateBundle() {
    const parts = [
      'tesseract.js-core/tesseract-core-simd-lstm.wasm',
      '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
    ];
    for (const part of parts) {
      const source = readFileSync(here(`node_modules/${part}`));
      this.emitFile({ type: 'asset', fileName: `ocr/${basename(part)}`, source });
    }
  },
};

/** Citation styles and their terms, which the archive reads from beside its bundle. */
const citationStyles: Plugin = {
  name: 'citation-styles',
  generateBundle() {
    const folder = here('resources/csl');
    for (const name of readdirSync(folder)) {
      if (!/\.(csl|xml)$/.test(name)) continue;
      this.emitFile({ type: 'asset', fileName: `csl/${name}`, source: readFileSync(join(folder, name)) });
    }
  },
};

/** In kB: what reads PDFs is this large, and loaded only by those who need it. */
const LARGEST_CHUNK = 3000;

// The code runs on Electron 25 (Node 18, Chrome 114) as well as on the current one: see docs/architecture.md. It is
// minified because every start reads and compiles it anew: the time of that goes by its length.
export default defineConfig({
  main: {
    plugins: [characterMaps, pdfiumCode, recognitionParts, citationStyles],
    build: {
      target: 'node18',
      outDir: 'out/main',
      minify: 'oxc',
      chunkSizeWarningLimit: LARGEST_CHUNK,
      rollupOptions: {
        input: {
          main: here('electron/main/main.ts'),
          'archive-process': here('electron/main/archive-process.ts'),
          'parser-utility': here('electron/main/parser-utility.ts'),
          'parser-process': here('electron/archive/importers/parser-process.ts'),
          cli: here('electron/cli.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: 'out/preload',
      minify: 'oxc',
      chunkSizeWarningLimit: LARGEST_CHUNK,
      rollupOptions: {
        input: { preload: here('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: here('out/renderer'),
      minify: 'oxc',
      chunkSizeWarningLimit: LARGEST_CHUNK,
      rollupOptions: { input: here('renderer/index.html') },
    },
  },
});
