import type { IncomingCode } from './incoming.ts';
import { CODE_SETS } from './refi-codes.ts';

/** A codebook out of a table. */
export interface CodebookTable {
  readonly codes: readonly IncomingCode[];
  /** Rows that name nothing. */
  readonly skipped: number;
}

const NAMES = ['tag', 'code', 'name', 'tag path', 'code name'];
const DESCRIPTIONS = ['description', 'definition', 'memo'];

/** True if a heading is that of a table of codes. */
export function isCodebookHeading(heading: readonly string[]): boolean {
  const titles = heading.map(fold);
  return NAMES.some((name) => titles.includes(name));
}

/**
 * Reads a table of codes: that of Taguette (`tag,description,number of highlights`, the parts of a tag parted by dots), the
 * one that Standpoint writes, or any with a column for the name and one for the description.
 */
export function readCodebookTable(heading: readonly string[], rows: readonly (readonly string[])[]): CodebookTable {
  const titles = heading.map(fold);
  const column = (names: readonly string[]): number =>
    names.map((name) => titles.indexOf(name)).find((index) => index !== -1) ?? -1;
  const [nameAt, descriptionAt] = [column(NAMES), column(DESCRIPTIONS)];
  const [sortAt, parentAt, factsAt] = [column(['what']), column(['part of']), column(['particulars'])];
  const isTaguette = titles[nameAt] === 'tag';
  const codes = new Map<string, IncomingCode>();
  const add = (path: readonly string[], description: string): void => {
    const key = keyOf(path);
    const known = codes.get(key);
    if (known !== undefined) {
      if (known.description === '' && description !== '') codes.set(key, { ...known, description });
      return;
    }
    const above = path.slice(0, -1);
    if (above.length > 0) add(above, '');
    codes.set(key, {
      guid: key,
      name: path[path.length - 1] ?? '',
      description,
      color: null,
      isCodable: true,
      parent: above.length === 0 ? null : keyOf(above),
    });
  };
  let skipped = 0;
  for (const row of rows) {
    const cell = (index: number): string => uncalculated(row[index] ?? '').trim();
    const name = cell(nameAt);
    if (name === '') {
      skipped += 1;
      continue;
    }
    const set = setOf(cell(sortAt));
    const above = cell(parentAt) === '' ? [] : cell(parentAt).split(' / ');
    const path = isTaguette ? name.split('.').map((part) => part.trim()) : [...above, name];
    const parts = path.filter(Boolean);
    if (parts.length === 0) skipped += 1;
    else add(set === null ? parts : [set, ...parts], [cell(descriptionAt), cell(factsAt)].filter(Boolean).join('\n\n'));
  }
  return { codes: [...codes.values()], skipped };
}

const fold = (title: string): string =>
  title
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase();

/** The parts of a name as one string that no other name gives. */
const keyOf = (path: readonly string[]): string => JSON.stringify(path.map((part) => part.toLowerCase()));

/** The top that a row of our own table stands below. */
const setOf = (sort: string): string | null =>
  sort === 'agency' || sort === 'stance' || sort === 'topic' ? CODE_SETS[sort] : null;

/** A cell without the mark that keeps a spreadsheet from calculating it. */
const uncalculated = (cell: string): string => cell.replace(/^'(?=[\s\p{Cc}]*[=+\-@])/u, '');
