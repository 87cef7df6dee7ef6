import { open, readFile, stat } from 'node:fs/promises';
import Papa from 'papaparse';
import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { IncomingCode } from '../../shared/exchange/incoming.ts';
import { annotationsIn } from '../../shared/exchange/read-annotations.ts';
import { isCodebookHeading, readCodebookTable } from '../../shared/exchange/read-codebook-table.ts';
import { itemsIn } from '../../shared/exchange/read-csl.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf, ioError } from './durable-file.ts';
import { importAnnotationFile } from './exchange-annotations.ts';
import { planCodebook } from './exchange-codes.ts';
import { importCitations } from './exchange-csl.ts';
import { importProject } from './exchange-project.ts';
import { emptyResult } from './exchange-result.ts';
import { decodeText } from './importers/charset.ts';
import { nameOf } from './intake.ts';

type Input = ParsedInput<'exchange.import'>;

/** Largest file but for a project that is read, in bytes. */
const LARGEST = 64 * 1024 ** 2;
const MOST_ROWS = 50_000;
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06'];

/**
 * Takes in a file of another program; what is in it decides how. Throws `unreadable`, `unsupported`, `corrupt`, `too-large`,
 * and `not-found` for a code that was named and is not there.
 */
export async function importFromOthers(core: ArchiveCore, input: Input): Promise<ExchangeImport> {
  const start = await firstBytes(input.path);
  if (ZIP_STARTS.includes(start)) return importProject(core, input);
  const text = await readText(input.path);
  const name = nameOf(input.path);
  if (/^\s*</.test(text)) return importCodebookFile(core, input);
  if (/^\s*[[{]/.test(text)) {
    const value = parseJson(text, name);
    const annotations = annotationsIn(value);
    if (annotations !== null) return importAnnotationFile(core, annotations, input);
    const items = itemsIn(value);
    if (items !== null) return importCitations(core, items, input);
    throw unsupported(name);
  }
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t'] });
  const [heading = [], ...rows] = data;
  if (!isCodebookHeading(heading)) throw unsupported(name);
  if (rows.length > MOST_ROWS) {
    throw new ArchiveError('too-large', `${name} has ${rows.length} rows; a codebook may have ${MOST_ROWS}.`);
  }
  const { codes, skipped } = readCodebookTable(heading, rows);
  const result = emptyResult('codebook-csv', name, null, input.preview === true);
  if (skipped > 0) result.warnings.push(`${skipped} rows name no code.`);
  return importCodes(core, input, codes, result);
}

async function importCodebookFile(core: ArchiveCore, input: Input): Promise<ExchangeImport> {
  const project = await core.context.pool().run('readRefi', { path: input.path });
  const name = project.name || nameOf(input.path);
  const result = emptyResult('qdc', name, project.origin, input.preview === true);
  if (project.kind === 'project' && project.sources.length > 0) {
    result.warnings.push(
      `The ${project.sources.length} sources of the project are not in this file. Import the .qdpx to have them with what is marked in them.`,
    );
  }
  return importCodes(core, input, project.codes, result);
}

async function importCodes(
  core: ArchiveCore,
  input: Input,
  codes: readonly IncomingCode[],
  result: ExchangeImport,
): Promise<ExchangeImport> {
  if (codes.length === 0) throw new ArchiveError('empty', `${nameOf(input.path)} holds no codes.`);
  if (result.isPreview) {
    Object.assign(result, (await planCodebook(core, codes, new Map(), input)).told);
    return result;
  }
  return core.change(async () => {
    const { told, changes } = await planCodebook(core, codes, new Map(), input);
    Object.assign(result, told);
    if (changes.length === 0) return { value: result, event: null };
    return {
      value: result,
      event: { type: 'exchange.import', label: `Import the codebook “${result.name}”`, changes },
    };
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = parseLines(text);
    if (lines !== null) return lines;
    const why = error instanceof Error ? error.message : String(error);
    throw new ArchiveError('corrupt', `${name} is not proper JSON (${why}). Export it again.`, { cause: error });
  }
}

/** JSON with a value on each line, as Hypothesis has it, too; null if it is none. */
function parseLines(text: string): readonly unknown[] | null {
  try {
    const values = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): unknown => JSON.parse(line));
    return values.length > 1 ? values : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

const unsupported = (name: string): ArchiveError =>
  new ArchiveError(
    'unsupported',
    `${name} is none of what comes in here: a REFI-QDA project (.qdpx) or codebook (.qdc), W3C web annotations (.jsonld), citations (CSL-JSON), or a table of codes with a column “tag”, “code” or “name”.`,
  );

async function firstBytes(path: string): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      if (bytesRead === 0) throw new ArchiveError('empty', `${nameOf(path)} has no bytes.`);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) {
      throw new ArchiveError(
        'too-large',
        `${nameOf(path)} has ${Math.round(size / 1024 ** 2)} MB; ${LARGEST / 1024 ** 2} MB can be read. Export a part of it.`,
      );
    }
    return decodeText(await readFile(path)).replace(/^\ufeff/, '');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EISDIR') return ioError(`${path} cannot be read`, error);
  return new ArchiveError('unreadable', `${path} cannot be read: it is no file. Check the path.`, { cause: error });
}
