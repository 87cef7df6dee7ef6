import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type PageInfo, type Problem, pageInfoSchema, type TextRun, textRunSchema } from '../../shared/contract.ts';
import type { Version } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { sha256 } from './canonical-json.ts';
import { errnoOf, ioError, makeFolder, renameOver } from './durable-file.ts';
import type { Extraction } from './importers/extraction.ts';
import type { ObjectStore } from './objects.ts';

const layoutSchema = z.strictObject({
  extractor: z.string(),
  pages: z.array(pageInfoSchema),
  /** Offsets at which paragraphs start. */
  paragraphs: z.array(z.number().int()),
  /** SHA-256 of the files beside this one; null for those that the format does not have. */
  files: z.strictObject({ text: z.string(), rendition: z.string().nullable(), runs: z.string().nullable() }),
});

/** What is derived from one original. */
export interface Derived {
  readonly text: string;
  readonly pages: readonly PageInfo[];
  readonly paragraphs: readonly number[];
  readonly rendition: string | null;
  /** JSON of the runs of each page, in step with `pages`; null where there are none. */
  readonly runs: readonly string[] | null;
  /** True if the text is the one whose hash was recorded at import. */
  readonly isFaithful: boolean;
}

/** What deriving needs. */
export interface DerivedContext {
  readonly archive: string;
  readonly readOnly: boolean;
  readonly objects: ObjectStore;
  readonly parse: (path: string, fileName: string) => Promise<Extraction>;
  readonly onProblem: (problem: Problem) => void;
}

const CACHE_LIMIT = 12;

/** Canonical texts, layouts and renditions: made at import, made again from the original whenever they are missing. */
export class DerivedFiles {
  readonly #context: DerivedContext;
  readonly #cache = new Map<string, Promise<Derived>>();

  constructor(context: DerivedContext) {
    this.#context = context;
  }

  /** Keeps what was read from an original. Not flushed: it can be made again, and is checked when it is read. */
  async write(originalSha256: string, extraction: Extraction): Promise<void> {
    const folder = this.#folder(originalSha256);
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
    };
    try {
      await makeFolder(folder);
      await replaceFile(join(folder, 'text.txt'), extraction.text);
      if (extraction.rendition !== null) await replaceFile(join(folder, 'rendition.html'), extraction.rendition);
      if (runs !== null) await replaceFile(join(folder, 'runs.ndjson'), runs.join('\n'));
      await replaceFile(join(folder, 'layout.json'), `${JSON.stringify(layout)}\n`);
    } catch (error) {
      throw ioError('The text of the document could not be stored', error);
    }
  }

  /** What is derived from a version; made again if it is missing or damaged. */
  async load(version: Version): Promise<Derived> {
    const known = this.#cache.get(version.sha256);
    this.#cache.delete(version.sha256);
    const loading = known ?? this.#load(version);
    this.#cache.set(version.sha256, loading);
    for (const key of this.#cache.keys()) {
      if (this.#cache.size <= CACHE_LIMIT) break;
      this.#cache.delete(key);
    }
    try {
      return await loading;
    } catch (error) {
      this.#cache.delete(version.sha256);
      throw error;
    }
  }

  /** Forgets what is in memory and reads again from disk, for checks before an export. */
  reload(version: Version): Promise<Derived> {
    this.#cache.delete(version.sha256);
    return this.load(version);
  }

  /** What is derived from a version as it lies on disk, or null if it is missing, damaged or not the recorded text. */
  async peek(version: Version): Promise<Derived | null> {
    const folder = this.#folder(version.sha256);
    const layoutText = await readOptional(join(folder, 'layout.json'));
    const text = await readOptional(join(folder, 'text.txt'));
    if (layoutText === null || text === null || sha256(text) !== version.textSha256) return null;
    const parsed = parseLayout(layoutText);
    if (parsed === null || parsed.files.text !== version.textSha256) return null;
    const rendition = parsed.files.rendition === null ? null : await readOptional(join(folder, 'rendition.html'));
    const runs = parsed.files.runs === null ? null : await readOptional(join(folder, 'runs.ndjson'));
    if (!isIntact(rendition, parsed.files.rendition) || !isIntact(runs, parsed.files.runs)) return null;
    const { pages, paragraphs } = parsed;
    return { text, pages, paragraphs, rendition, runs: runs?.split('\n') ?? null, isFaithful: true };
  }

  async #load(version: Version): Promise<Derived> {
    const stored = await this.peek(version);
    if (stored) return stored;
    const { objects, parse, readOnly, onProblem } = this.#context;
    const fixity = await objects.verify(version.sha256);
    if (fixity !== 'intact') {
      throw new ArchiveError(
        'damaged',
        `The original of “${version.fileName}” (${version.sha256}) is ${fixity}. Restore objects/${version.sha256.slice(0, 2)}/${version.sha256} from a copy of the archive.`,
      );
    }
    const extraction = await parse(objects.pathOf(version.sha256), version.fileName);
    const isFaithful = sha256(extraction.text) === version.textSha256;
    if (!isFaithful) {
      onProblem({
        kind: 'derived',
        path: `derived/${version.sha256}/text.txt`,
        message: `The text made again from “${version.fileName}” by ${extraction.extractor} differs from the text recorded at import by ${version.extractor}. Check its passages.`,
      });
    }
    if (!readOnly) await this.write(version.sha256, extraction);
    return {
      text: extraction.text,
      pages: extraction.pages,
      paragraphs: extraction.paragraphs,
      rendition: extraction.rendition,
      runs: runLines(extraction),
      isFaithful,
    };
  }

  #folder(originalSha256: string): string {
    return join(this.#context.archive, 'derived', originalSha256);
  }
}

/** The runs of one page out of its stored line. Throws `damaged`. */
export function parseRuns(line: string): TextRun[] {
  const parsed = z.array(textRunSchema).safeParse(JSON.parse(line === '' ? '[]' : line));
  if (!parsed.success) throw new ArchiveError('damaged', 'The places of the words on this page are damaged.');
  return parsed.data;
}

const runLines = (extraction: Extraction): string[] | null =>
  extraction.runs === null ? null : extraction.runs.map((runs) => JSON.stringify(runs));

const isIntact = (content: string | null, hash: string | null): boolean =>
  hash === null || (content !== null && sha256(content) === hash);

function parseLayout(text: string): z.infer<typeof layoutSchema> | null {
  try {
    return layoutSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readOptional(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw ioError(`${path} cannot be read`, error);
  }
}

async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await renameOver(`${path}.tmp`, path);
}
