import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ManifestMapping } from '../../shared/contract/import.ts';
import {
  type DocumentMetadata,
  documentKindSchema,
  instantSchema,
  partialDateSchema,
} from '../../shared/domain/document.ts';
import { DOCUMENT_KINDS } from '../../shared/domain/vocabulary.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf } from './durable-file.ts';
import { fold } from './fold-name.ts';
import type { ImportItem } from './import-list.ts';
import { parseMetadataDate } from './importers/metadata-evidence.ts';
import { documentFromAddress } from './index-queries.ts';
import type { ManifestTable } from './manifest-table.ts';

type Field = keyof ManifestMapping;

/** Names under which columns are known, in the order in which they are tried; compared without case and signs. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  file: ['file', 'filename', 'path', 'filepath', 'document', 'attachment', 'localfile', 'source file'],
  title: ['title', 'name', 'heading', 'subject', 'caption'],
  kind: ['kind', 'type', 'documenttype', 'doctype', 'genre', 'itemtype'],
  issuer: [
    'issuer',
    'agency',
    'issuingagency',
    'organization',
    'organisation',
    'publisher',
    'body',
    'creatororganization',
  ],
  author: ['author', 'authors', 'creator', 'by', 'signatory'],
  dateIssued: ['dateissued', 'date', 'issued', 'issuedate', 'published', 'datepublished', 'publicationdate', 'year'],
  sourceUrl: ['sourceurl', 'url', 'link', 'address', 'source', 'href', 'uri'],
  dateCaptured: ['datecaptured', 'captured', 'retrieved', 'accessed', 'dateretrieved', 'dateaccessed', 'accessdate'],
  collection: ['collection', 'folder', 'series', 'group'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks', 'description'],
  sha256: ['sha256', 'hash', 'checksum', 'sha256hash', 'digest'],
  versionOf: ['versionof', 'isversionof', 'replaces', 'supersedes', 'previousversion'],
};

const FIELDS: readonly Field[] = [
  'file',
  'title',
  'kind',
  'issuer',
  'author',
  'dateIssued',
  'sourceUrl',
  'dateCaptured',
  'collection',
  'notes',
  'sha256',
  'versionOf',
];

const bare = (name: string): string => fold(name).replace(/[^\p{L}\p{N}]/gu, '');

/** The columns that look like each field; null if none looks like the name of the file. */
export function guessMapping(columns: readonly string[]): ManifestMapping | null {
  const used = new Set<string>();
  const mapping: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    for (const known of NAMES[field]) {
      const column = columns.find((name) => bare(name) === bare(known) && !used.has(name));
      if (column === undefined) continue;
      mapping[field] = column;
      used.add(column);
      break;
    }
  }
  const { file, ...rest } = mapping;
  return file === undefined ? null : { file, ...rest };
}

/** Reads cells of a row by field. Throws `invalid-input` for a mapping that names a column that is not there. */
export function cellReader(
  table: ManifestTable,
  mapping: ManifestMapping,
): (row: readonly string[], field: Field) => string {
  const places = new Map<Field, number>();
  for (const field of FIELDS) {
    const column = mapping[field];
    if (column === undefined || column === '') continue;
    const place = table.columns.indexOf(column);
    if (place === -1) {
      throw new ArchiveError(
        'invalid-input',
        `The table has no column “${column}”. It has: ${table.columns.join(', ')}.`,
        { details: table.columns },
      );
    }
    places.set(field, place);
  }
  return (row, field) => row[places.get(field) ?? -1] ?? '';
}

/** Where the file of a row lies, and whether it is there. */
export type FoundRow = { readonly path: string } | { readonly path: string; readonly fault: string };

/** Finds the file that a cell names, from the base folder on; names in either composition of accents are tried. */
export async function findFile(cell: string, base: string): Promise<FoundRow> {
  if (cell === '') return { path: base, fault: 'The table names no file in this row. Fill in the cell.' };
  const path = resolve(base, cell);
  const way = relative(base, path);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    return {
      path,
      fault: `${cell} lies outside the folder ${base}. Choose a base folder that holds all files of the table.`,
    };
  }
  for (const candidate of new Set([path, resolve(base, cell.normalize('NFC')), resolve(base, cell.normalize('NFD'))])) {
    try {
      if ((await stat(candidate)).isFile()) return { path: candidate };
      return { path: candidate, fault: `${cell} is not a file. Name a file in this row.` };
    } catch (error) {
      const code = errnoOf(error);
      if (code === null) throw error;
      if (code !== 'ENOENT' && code !== 'ENOTDIR')
        return { path, fault: `${cell} cannot be read (${code}). Check its rights.` };
    }
  }
  return { path, fault: `${cell} is not in the folder ${base}. Put it there, or choose another base folder.` };
}

/** What a table asks to be imported, versions after what they are versions of. */
export async function planRows(
  core: ArchiveCore,
  table: ManifestTable,
  mapping: ManifestMapping,
  base: string,
): Promise<readonly ImportItem[]> {
  const cell = cellReader(table, mapping);
  const items: ImportItem[] = [];
  /** For each row the row that it is a version of. */
  const after: (number | null)[] = [];
  const byFile = new Map(table.rows.map((row, index) => [cell(row, 'file').normalize('NFC'), index] as const));
  const byAddress = new Map(table.rows.map((row, index) => [cell(row, 'sourceUrl'), index] as const).reverse());
  for (const [index, row] of table.rows.entries()) {
    const found = await findFile(cell(row, 'file'), base);
    const { fields, fault } = fieldsOf((field) => cell(row, field));
    const target = await findTarget(core, cell(row, 'versionOf'), index, byFile, byAddress);
    after[index] = 'row' in target ? target.row : null;
    const words = 'fault' in found ? found.fault : (fault ?? ('fault' in target ? target.fault : null));
    items[index] = {
      path: found.path,
      fault: words === null ? null : { code: 'fault' in found ? 'unreadable' : 'invalid-input', message: words },
      ...fields,
      ...('id' in target ? { versionOf: target.id } : {}),
    };
  }
  return inOrder(items, after);
}

type RowFields = Pick<ImportItem, 'metadata' | 'issuer' | 'sha256'>;

function fieldsOf(cell: (field: Field) => string): { readonly fields: RowFields; readonly fault: string | null } {
  const metadata: Partial<DocumentMetadata> = {};
  const faults: string[] = [];
  for (const field of ['title', 'author', 'sourceUrl', 'collection', 'notes'] as const) {
    if (cell(field) !== '') metadata[field] = cell(field);
  }
  const kind = documentKindSchema.safeParse(fold(cell('kind')).replace(/[\s_]+/g, '-'));
  if (kind.success) metadata.kind = kind.data;
  else if (cell('kind') !== '')
    faults.push(`“${cell('kind')}” is no kind of document; the kinds are ${DOCUMENT_KINDS.join(', ')}`);
  const issued = readDate(cell('dateIssued'));
  if (issued !== null) metadata.dateIssued = issued;
  else if (cell('dateIssued') !== '') faults.push(`“${cell('dateIssued')}” is no date like 2026-03-18`);
  const captured = readInstant(cell('dateCaptured')) ?? readDate(cell('dateCaptured'));
  if (captured !== null) metadata.dateCaptured = captured;
  else if (cell('dateCaptured') !== '') faults.push(`“${cell('dateCaptured')}” is no date like 2026-03-18`);
  const sha256 = cell('sha256')
    .toLowerCase()
    .replace(/^sha-?256[:=]/, '');
  if (sha256 !== '' && !/^[0-9a-f]{64}$/.test(sha256)) faults.push(`“${cell('sha256')}” is no SHA-256 in hexadecimal`);
  const issuer = cell('issuer');
  return {
    fields: { metadata, ...(issuer === '' ? {} : { issuer }), ...(sha256 === '' ? {} : { sha256 }) },
    fault: faults.length === 0 ? null : `${faults.join('; ')}. Correct the table, or leave out the column.`,
  };
}

function readDate(text: string): string | null {
  const exact = partialDateSchema.safeParse(text);
  return exact.success ? exact.data : text === '' ? null : parseMetadataDate(text);
}

function readInstant(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return null;
  const time = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time.getTime()) ? null : instantSchema.parse(time.toISOString());
}

type Target = { readonly id: string } | { readonly row: number } | { readonly fault: string } | Record<string, never>;

/** What a cell names: a document by id, a file of the same table, or a source by its address. */
async function findTarget(
  core: ArchiveCore,
  cell: string,
  index: number,
  byFile: ReadonlyMap<string, number>,
  byAddress: ReadonlyMap<string, number>,
): Promise<Target> {
  if (cell === '') return {};
  const row = byFile.get(cell.normalize('NFC')) ?? byAddress.get(cell);
  if (row === index) return { fault: 'The table says that this file is a version of itself. Name the earlier file' };
  if (row !== undefined) return { row };
  if ((await core.store.document(cell)) !== null) return { id: cell };
  const id = await core.index.use((open) => documentFromAddress(open, [cell]));
  if (id !== null) return { id };
  return {
    fault: `“${cell}” is neither a document of this archive, nor a file of the table, nor the address of a source. Correct the table.`,
  };
}

/** The items with each after the one that it is a version of; those that go round in a circle get a fault. */
function inOrder(items: readonly ImportItem[], after: readonly (number | null)[]): readonly ImportItem[] {
  const placed = new Map<number, number>();
  const ordered: ImportItem[] = [];
  const put = (index: number): void => {
    const item = items[index];
    if (!item) return;
    const first = after[index] ?? null;
    const at = first === null ? null : (placed.get(first) ?? null);
    const isCircle = first !== null && at === null;
    const fault = {
      code: 'invalid-input',
      message: 'The table says that its files are versions of each other in a circle. Correct it.',
    } as const;
    placed.set(index, ordered.length);
    ordered.push(
      isCircle ? { ...item, fault: item.fault ?? fault } : at === null ? item : { ...item, versionOfItem: at },
    );
  };
  const place = (index: number): void => {
    // From the version back to the file that came first; a table may name thousands, one after the other.
    const way = new Set<number>();
    for (let each: number | null = index; each !== null && !placed.has(each) && !way.has(each); ) {
      way.add(each);
      each = after[each] ?? null;
    }
    for (const each of [...way].reverse()) put(each);
  };
  for (const index of items.keys()) place(index);
  return ordered;
}
