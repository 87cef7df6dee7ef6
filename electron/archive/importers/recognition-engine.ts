/// <reference path="./tesseract-core.d.ts" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import startCore from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import { z } from 'zod';
import { ArchiveError } from '../../../shared/errors.ts';
import type { GreyImage } from './page-images.ts';

const boxSchema = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });

/** What Tesseract gives as JSON, as far as it is used; pixels from the top left corner. */
const resultSchema = z.object({
  blocks: z
    .array(
      z.object({
        bbox: boxSchema,
        paragraphs: z
          .array(
            z.object({
              lines: z.array(
                z.object({
                  bbox: boxSchema,
                  baseline: boxSchema,
                  rowAttributes: z.object({ rowHeight: z.number(), descenders: z.number() }),
                  words: z.array(z.object({ text: z.string(), confidence: z.number(), bbox: boxSchema })),
                }),
              ),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

/** A block of text as Tesseract found it. */
export type FoundBlock = NonNullable<z.infer<typeof resultSchema>['blocks']>[number];

/** Tesseract, ready to read pictures in some languages. */
export interface RecognitionEngine {
  /** Name and version, as it is stored with what was read. */
  readonly name: string;
  /** Reads a picture. `onProgress` takes percents. */
  read(image: GreyImage, dpi: number, onProgress: (percent: number) => void): readonly FoundBlock[];
}

const CORE_VERSION = '7.0.0';
const languagePattern = /^[a-z]{3}(?:_[a-z]{2,8})?$/i;
/** LSTM networks only: the language data holds nothing else. */
const LSTM_ONLY = 1;
/** Finds columns and blocks by itself. */
const SEGMENT_AUTOMATICALLY = '3';

const here = dirname(fileURLToPath(import.meta.url));

/** The bytes of a file of the engine: beside the bundle, or in the installed package. Null if it is in neither. */
async function readPart(name: string, installed: string): Promise<Buffer | null> {
  for (const folder of [join(here, 'ocr'), join(here, '..', 'ocr')]) {
    const found = await readOptional(join(folder, name));
    if (found) return found;
  }
  try {
    return await readOptional(createRequire(import.meta.url).resolve(installed));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

async function readOptional(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function readLanguage(language: string): Promise<Uint8Array> {
  const data = languagePattern.test(language)
    ? await readPart(
        `${language}.traineddata.gz`,
        `@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`,
      )
    : null;
  if (data) return gunzipSync(data);
  throw new ArchiveError('not-found', `Text in the language “${language}” cannot be recognised: its data is not here.`);
}

async function start(languages: readonly string[]): Promise<RecognitionEngine> {
  const wasmBinary = await readPart('tesseract-core-simd-lstm.wasm', 'tesseract.js-core/tesseract-core-simd-lstm.wasm');
  if (wasmBinary === null) {
    throw new ArchiveError('internal', 'The recognition of text is not installed. Install Standpoint again.');
  }
  let report: (percent: number) => void = () => undefined;
  const core = await startCore({
    wasmBinary,
    TesseractProgress: (percent) => report(percent),
    print: () => undefined,
    printErr: () => undefined,
  });
  for (const language of languages) core.FS.writeFile(`./${language}.traineddata`, await readLanguage(language));
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join('+'), LSTM_ONLY) !== 0) {
    throw new ArchiveError('internal', 'The data of the languages does not fit. Install Standpoint again.');
  }
  return {
    name: `Tesseract ${api.Version()} of tesseract.js-core ${CORE_VERSION}`,
    read(image, dpi, onProgress) {
      report = onProgress;
      api.SetVariable('tessedit_pageseg_mode', SEGMENT_AUTOMATICALLY);
      api.SetVariable('user_defined_dpi', String(Math.round(dpi)));
      core.FS.writeFile('/input', portableGreyMap(image));
      if (api.SetImageFile(1, 0) === 1) throw new ArchiveError('internal', 'The page could not be handed over.');
      api.Recognize(null);
      const { blocks } = resultSchema.parse(JSON.parse(api.GetJSONText()));
      api.Clear();
      core.FS.unlink('/input');
      return blocks ?? [];
    },
  };
}

/** The picture as a binary PGM file, which needs no decoder. */
function portableGreyMap({ width, height, data }: GreyImage): Uint8Array {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

let running: { readonly key: string; readonly engine: Promise<RecognitionEngine> } | null = null;

/**
 * The engine for some languages, kept for the next page. Works from what lies on this disk; there is no way to the
 * network in it. Call it in parser processes only. Throws `not-found` for a language whose data is not here.
 */
export function loadRecognitionEngine(languages: readonly string[]): Promise<RecognitionEngine> {
  const key = languages.join('+');
  if (running?.key !== key) {
    const engine = start(languages);
    running = { key, engine };
    engine.catch(() => {
      if (running?.engine === engine) running = null;
    });
  }
  return running.engine;
}
