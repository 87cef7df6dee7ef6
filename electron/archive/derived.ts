import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type PageInfo,
  type Problem,
  pageInfoSchema,
  type TextRun,
  textRunSchema,
} from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { sha256 } from './canonical-json.ts';
import { errnoOf, ioError, makeFolder, renameOver } from './durable-file.ts';
import type { Extraction } from './importers/extraction.ts';
import type { ObjectStore } from './objects.ts';
import { readRecognition } from './recognition-record.ts';
import { applyRecognition } from './recognition-text.ts';

const layoutSchema = z.strictObject({
  extractor: z.string(),
  pages: z.array(pageInfoSchema),
  /** Offsets at which paragraphs start. */
  paragraphs: z.array(z.number().int()),
  /** SHA-256 of the files beside this one; null for those that the format does not have. */
  files: z.strictObject({ text: z.string(), rendition: z.string().nullable(), runs: z.string().nullable() }),
  /** Size in bytes of the PDF made of a picture; absent where the original is shown itself. */
  pagesPdf: z.number().int().positive().optional(),
  /** SHA-256 of the record of what was recognised on the pages; absent if nothing was. */
  recognition: z.string().optional(),
});

/** What is derived from one original. */
export interface Derived {
  readonly text: string;
  readonly pages: readonly PageInfo[];
  readonly paragraphs: readonly number[];
  readonly rendition: string | null;
  /** Size in bytes of the PDF that shows the pages in place of the original; null if there is none. */
  readonly pagesPdf: number | null;
  /** True if the text is the one whose hash was recorded at import. */
  readonly isFaithful: boolean;
}

/** The runs of a page by its place in `pages`. Throws `damaged`. */
export type RunsOfPage = (index: number) => TextRun[];

/** What deriving needs. */
export interface DerivedContext {
  readonly archive: string;
  readonly readOnly: boolean;
  readonly objects: ObjectStore;
  /** Reads a file as the named extractor did. */
  readonly parse: (path: string, fileName: string, extractor: string) => Promise<Extraction>;
  readonly onProblem: (problem: Problem) => void;
}

const CACHE_LIMIT = 12;
// Of a book they are megabytes.
const RUNS_CACHE_LIMIT = 4;

/** Canonical texts, layouts and renditions: made at import, made again from the original whenever they are missing. */
export class DerivedFiles {
  readonly #context: DerivedContext;
  readonly #cache = new Map<string, Promise<Derived>>();
  readonly #runs = new Map<string, Promise<RunsOfPage | null>>();
  /** Originals being read again now: whoever asks meanwhile gets the same. */
  readonly #deriving = new Map<string, Promise<Extraction>>();

  constructor(context: DerivedContext) {
    this.#context = context;
  }

  /** Keeps what was read from an original, and from the record of what was recognised on its pages. Not flushed: it can be made again, and is checked when it is read. */
  async write(originalSha256: string, extraction: Extraction, recognition?: string): Promise<void> {
    const folder = this.folderOf(originalSha256);
    const runs = runLines(extraction);
    const layout: z.infer<typeof layoutSchema> = {
      extractor: extraction.extractor,
      pages: [...extraction.pages],
      paragraphs: [...extraction.paragraphs],
      files: {
        text: sha256(extraction.text),
        rendition: extraction.rendition === null ? null : sha256(extraction.rendition),
        runs: runs === null ? null : sha256(runs.join('\n')),
      },
      ...(extraction.pagesPdf ? { pagesPdf: extraction.pagesPdf.length } : {}),
      ...(recognition === undefined ? {} : { recognition }),
    };
    try {
      await makeFolder(folder);
      await replaceFile(join(folder, 'text.txt'), extraction.text);
      if (extraction.rendition !== null) await replaceFile(join(folder, 'rendition.html'), extraction.rendition);
      if (runs !== null) await replaceFile(join(folder, 'runs.ndjson'), runs.join('\n'));
      if (extraction.pagesPdf) await replaceFile(join(folder, PAGES_PDF), extraction.pagesPdf);
      await replaceFile(join(folder, 'layout.json'), `${JSON.stringify(layout)}\n`);
    } catch (error) {
      throw ioError('The text of the document could not be stored', error);
    }
  }

  /** What is derived from a version; made again if it is missing or damaged. */
  load(version: Version): Promise<Derived> {
    return recall(this.#cache, CACHE_LIMIT, keyOf(version), () => this.#load(version));
  }

  /** Where the words of a version stand, null for formats without pages; read only when it is asked for. */
  loadRuns(version: Version): Promise<RunsOfPage | null> {
    return recall(this.#runs, RUNS_CACHE_LIMIT, keyOf(version), () => this.#loadRuns(version));
  }

  /** Forgets what is in memory and reads again from disk, for checks before an export. */
  reload(version: Version): Promise<Derived> {
    this.#cache.delete(keyOf(version));
    this.#runs.delete(keyOf(version));
    return this.load(version);
  }

  /** What is derived from a version as it lies on disk, or null if it is missing, damaged or not the recorded text. */
  async peek(version: Version): Promise<Derived | null> {
    const folder = this.folderOf(version.sha256);
    const layout = await this.#layout(folder);
    const text = await readOptional(join(folder, 'text.txt'));
    if (layout === null || text === null || sha256(text) !== version.textSha256) return null;
    if (!isOf(layout, version)) return null;
    const rendition = layout.files.rendition === null ? null : await readOptional(join(folder, 'rendition.html'));
    if (layout.files.rendition !== null && (rendition === null || sha256(rendition) !== layout.files.rendition)) {
      return null;
    }
    const { pages, paragraphs, pagesPdf = null } = layout;
    if (pagesPdf !== null && (await sizeOf(join(folder, PAGES_PDF))) !== pagesPdf) return null;
    const shown = rendition?.toString() ?? null;
    return { text: text.toString(), pages, paragraphs, rendition: shown, pagesPdf, isFaithful: true };
  }

  /** Folder of what is derived from an original; it may not be there. */
  folderOf(originalSha256: string): string {
    return join(this.#context.archive, 'derived', originalSha256);
  }

  /** Where the PDF that shows the pages of a picture lies; it is there once its version was loaded. */
  pagesPath(originalSha256: string): string {
    return join(this.folderOf(originalSha256), PAGES_PDF);
  }

  /** What the original alone says, without what was recognised on its pages. */
  readOriginal(version: Version): Promise<Extraction> {
    const { objects, parse } = this.#context;
    return parse(objects.pathOf(version.sha256), version.fileName, version.extractor);
  }

  async #load(version: Version): Promise<Derived> {
    const stored = await this.peek(version);
    if (stored) return stored;
    const { text, pages, paragraphs, rendition, pagesPdf } = await this.#derive(version);
    const isFaithful = sha256(text) === version.textSha256;
    return { text, pages, paragraphs, rendition, pagesPdf: pagesPdf?.length ?? null, isFaithful };
  }

  async #loadRuns(version: Version): Promise<RunsOfPage | null> {
    const folder = this.folderOf(version.sha256);
    const written = await this.#layout(folder);
    const layout = written !== null && isOf(written, version) ? written : null;
    if (layout?.files.runs === null) return null;
    const stored = layout === null ? null : await readOptional(join(folder, 'runs.ndjson'));
    if (stored !== null && sha256(stored) === layout?.files.runs) return runsOfPages(stored);
    const lines = runLines(await this.#derive(version));
    return lines === null ? null : runsOfPages(Buffer.from(lines.join('\n')));
  }

  async #layout(folder: string): Promise<z.infer<typeof layoutSchema> | null> {
    const stored = await readOptional(join(folder, 'layout.json'));
    return stored === null ? null : parseLayout(stored.toString());
  }

  #derive(version: Version): Promise<Extraction> {
    const key = keyOf(version);
    const known = this.#deriving.get(key);
    if (known) return known;
    const deriving = this.#deriveAnew(version).finally(() => this.#deriving.delete(key));
    this.#deriving.set(key, deriving);
    return deriving;
  }

  /** Reads the original again and keeps what was read. */
  async #deriveAnew(version: Version): Promise<Extraction> {
    const { readOnly, onProblem } = this.#context;
    await this.#requireIntact(version.sha256, `The original of “${version.fileName}”`);
    const extraction = await this.#addRecognition(await this.readOriginal(version), version);
    const isFaithful = sha256(extraction.text) === version.textSha256;
    if (!isFaithful) {
      onProblem({
        kind: 'derived',
        path: `derived/${version.sha256}/text.txt`,
        message: `The text made again from “${version.fileName}” by ${extraction.extractor} differs from the text recorded at import by ${version.extractor}. Check its passages.`,
      });
    }
    if (readOnly) return extraction;
    try {
      await this.write(version.sha256, extraction, recordOf(version)?.sha256);
    } catch (error) {
      // It can be made again at the next reading; what was read is as good without it.
      const message = error instanceof Error ? error.message : String(error);
      onProblem({ kind: 'derived', path: `derived/${version.sha256}`, message });
    }
    return extraction;
  }

  /** Puts in what was recognised on the pages, if it was. */
  async #addRecognition(extraction: Extraction, version: Version): Promise<Extraction> {
    const record = recordOf(version);
    if (!record) return extraction;
    await this.#requireIntact(record.sha256, `What was recognised on the pages of “${version.fileName}”`);
    return applyRecognition(extraction, await readRecognition(this.#context.objects.pathOf(record.sha256)));
  }

  async #requireIntact(hash: string, what: string): Promise<void> {
    const fixity = await this.#context.objects.verify(hash);
    if (fixity === 'intact') return;
    throw new ArchiveError(
      'damaged',
      `${what} (${hash}) is ${fixity}. Restore objects/${hash.slice(0, 2)}/${hash} from a copy of the archive.`,
    );
  }
}

/** Name of the PDF that shows the pages of a picture. */
const PAGES_PDF = 'pages.pdf';

/** The record of what was recognised on the pages of a version. */
const recordOf = ({ companions }: Version) => companions?.find(({ role }) => role === 'recognition');

/** Whether a layout is of the text that the version has now. */
const isOf = (layout: z.infer<typeof layoutSchema>, version: Version): boolean =>
  layout.files.text === version.textSha256 && layout.recognition === recordOf(version)?.sha256;

/** The same original has another text, or other grades of its pages, once these were recognised. */
const keyOf = (version: Version): string =>
  `${version.sha256} ${version.textSha256} ${recordOf(version)?.sha256 ?? ''}`;

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw ioError(`${path} cannot be read`, error);
  }
}

/** Reads lines of a file of runs as they are asked for: one page of a book costs no more than any other. */
function runsOfPages(file: Buffer): RunsOfPage {
  const starts = [0];
  for (let end = file.indexOf('\n'); end !== -1; end = file.indexOf('\n', end + 1)) starts.push(end + 1);
  starts.push(file.length + 1);
  return (index) => parseRuns(file.toString('utf8', starts[index] ?? file.length, (starts[index + 1] ?? 1) - 1));
}

function parseRuns(line: string): TextRun[] {
  const parsed = z.array(textRunSchema).safeParse(JSON.parse(line === '' ? '[]' : line));
  if (!parsed.success) throw new ArchiveError('damaged', 'The places of the words on this page are damaged.');
  return parsed.data;
}

/** What is kept under a key, else what `make` gives; the key asked for longest ago makes room. Keeps no failure. */
async function recall<T>(
  kept: Map<string, Promise<T>>,
  limit: number,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, known);
  for (const oldest of kept.keys()) {
    if (kept.size <= limit) break;
    kept.delete(oldest);
  }
  try {
    return await known;
  } catch (error) {
    if (kept.get(key) === known) kept.delete(key);
    throw error;
  }
}

const runLines = (extraction: Extraction): string[] | null =>
  extraction.runs === null ? null : extraction.runs.map((runs) => JSON.stringify(runs));

function parseLayout(text: string): z.infer<typeof layoutSchema> | null {
  try {
    return layoutSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readOptional(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw ioError(`${path} cannot be read`, error);
  }
}

async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
