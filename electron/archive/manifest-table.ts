import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import Papa from 'papaparse';
import { ArchiveError } from '../../shared/errors.ts';
import { errnoOf } from './durable-file.ts';
import { decodeText } from './importers/charset.ts';
import { nameOf } from './intake.ts';

/** A table of files: a heading and rows of as many cells. */
export interface ManifestTable {
  readonly format: 'csv' | 'tsv' | 'json';
  /** Each once. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const LARGEST = 64 * 1024 ** 2;
const MOST_ROWS = 100_000;

/**
 * Reads a table from a CSV, TSV or JSON file; JSON is an array of objects, or an object that holds one. Rejects with
 * `unreadable`, `too-large`, `empty` or `corrupt`, naming the row.
 */
export async function readManifestTable(path: string): Promise<ManifestTable> {
  const text = decodeText(await readBytes(path)).replace(/^\ufeff/, '');
  const table = /^\s*[[{]/.test(text) ? tableOfJson(path, text) : tableOfLines(path, text);
  if (table.rows.length === 0) {
    throw new ArchiveError('empty', `${nameOf(path)} lists no files. It needs a heading and a row for each file.`);
  }
  if (table.rows.length > MOST_ROWS) {
    throw new ArchiveError(
      'too-large',
      `${nameOf(path)} has ${table.rows.length} rows; a table may have ${MOST_ROWS}. Split it and import the parts.`,
    );
  }
  return table;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new ArchiveError('unreadable', `${path} is not a file. Choose a CSV, TSV or JSON file.`);
    if (found.size > LARGEST) {
      throw new ArchiveError(
        'too-large',
        `${nameOf(path)} has more than ${LARGEST / 1024 ** 2} MB. Split it and import the parts.`,
      );
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const why = errnoOf(error) === 'ENOENT' ? 'there is no such file. Check the path' : 'check its rights';
    throw new ArchiveError('unreadable', `${path} cannot be read: ${why}.`, { cause: error });
  }
}

function tableOfLines(path: string, text: string): ManifestTable {
  const isTabbed = /\.(?:tsv|tab)$/i.test(extname(path));
  const { data, errors, meta } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimiter: isTabbed ? '\t' : '',
    delimitersToGuess: [',', '\t', ';', '|'],
  });
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault) {
    throw new ArchiveError(
      'corrupt',
      `Row ${(fault.row ?? 0) + 1} of ${nameOf(path)} has a quotation mark that is not closed (${fault.message}). Correct the table.`,
    );
  }
  const [heading = [], ...rows] = data;
  const columns = namedOnce(heading);
  const padded = rows.map((row, index) => {
    const surplus = row.slice(columns.length).some((cell) => cell.trim() !== '');
    if (surplus) {
      throw new ArchiveError(
        'corrupt',
        `Row ${index + 2} of ${nameOf(path)} has ${row.length} cells, the heading ${columns.length}. Put cells that hold a ${meta.delimiter === '\t' ? 'tab' : `“${meta.delimiter}”`} in quotation marks.`,
      );
    }
    return columns.map((_, column) => (row[column] ?? '').trim());
  });
  return { format: meta.delimiter === '\t' ? 'tsv' : 'csv', columns, rows: padded };
}

/** Names for columns without one, and of equal names each but the first with a number. */
function namedOnce(heading: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return heading.map((cell, index) => {
    const base = cell.trim() || `Column ${index + 1}`;
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base} (${number})`;
    taken.add(name);
    return name;
  });
}

function tableOfJson(path: string, text: string): ManifestTable {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ArchiveError('corrupt', `${nameOf(path)} is not proper JSON (${why}). Correct it.`, { cause: error });
  }
  const list = Array.isArray(value) ? value : Object.values(Object(value)).find((part) => Array.isArray(part));
  if (!Array.isArray(list)) {
    throw new ArchiveError(
      'corrupt',
      `${nameOf(path)} holds no list of files. It needs an array of objects, one for each file.`,
    );
  }
  const columns = new Set<string>();
  const records = list.map((record: unknown, index) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw new ArchiveError(
        'corrupt',
        `Entry ${index + 1} of ${nameOf(path)} is not an object. Each file needs one with its fields.`,
      );
    }
    const cells = new Map(Object.entries(record));
    for (const column of cells.keys()) columns.add(column);
    return cells;
  });
  const names = [...columns];
  return { format: 'json', columns: names, rows: records.map((cells) => names.map((name) => cellOf(cells.get(name)))) };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellOf).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}
