import writeXlsxFile, { type Cell } from 'write-excel-file/universal';
import type { ExchangeTable, TableCell } from './exchange-tables.ts';

/** Units that a cell of a workbook can hold. */
const LONGEST = 32_767;
const CUT = ' … [cut: a cell can hold no more]';
/** Widest column, in characters. */
const WIDEST = 90;

/** What XML cannot hold but a text may: control characters, halves of surrogate pairs, what is no character. */
const UNWRITABLE = /[^\P{Cc}\t\n]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
/** What a workbook would read as a character by its number. */
const ENCODED = /_(?=x[0-9a-f]{4}_)/gi;
/** The mark of a character that could not be read: the writer would leave it out, and the words would be other words. */
const UNREADABLE = /\ufffd/g;

/**
 * Tables as a workbook (.xlsx), a sheet each: a heading in bold that stays in view, columns as wide as they need. Words are
 * text cells, whatever they begin with: nothing of them is ever calculated.
 */
export async function toXlsx(tables: readonly ExchangeTable[]): Promise<Uint8Array> {
  const written = writeXlsxFile(
    tables.map(({ name, columns, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => ({ width: Math.min(width, WIDEST) })),
      data: [
        columns.map(
          ({ title }): Cell => ({
            value: title,
            type: String,
            fontWeight: 'bold',
            backgroundColor: '#e7e5e0',
            alignVertical: 'top',
            wrap: true,
          }),
        ),
        ...rows.map((row) => row.map((cell, index) => toCell(cell, columns[index]?.wraps === true))),
      ],
    })),
    { fontFamily: 'Calibri', fontSize: 11 },
  );
  return new Uint8Array(await (await written.toBlob()).arrayBuffer());
}

function toCell(value: TableCell, wraps: boolean): Cell {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top' };
  return { value: writable(value), type: String, alignVertical: 'top', ...(wraps ? { wrap: true } : {}) };
}

function writable(words: string): string {
  const lines = words
    .replace(/\r\n?|\f/g, '\n')
    .replace(UNWRITABLE, '')
    .replace(ENCODED, '_x005F_')
    .replace(UNREADABLE, '_xFFFD_');
  const whole = lines.length <= LONGEST ? lines : `${cut(lines, LONGEST - CUT.length)}${CUT}`;
  // The writer looks words up in an object: one of these would be taken for what every object has. It leaves the NUL out.
  return whole in {} ? `${whole}\0` : whole;
}

/** The beginning of a text, not ending within a pair or an encoded character. */
function cut(text: string, length: number): string {
  const pair = /[\ud800-\udbff]$/;
  const head = text.slice(0, length).replace(/_x?[0-9a-f]{0,4}$/i, '');
  return pair.test(head) ? head.slice(0, -1) : head;
}
