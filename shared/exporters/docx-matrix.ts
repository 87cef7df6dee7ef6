import { HeightRule, type Paragraph, type ParagraphChild, type Table, type TableCell, TableRow } from 'docx';
import type { StanceMark } from '../domain/composed-briefing.ts';
import type { ReportBlock } from '../domain/report.ts';
import { type DocxPage, letter, text } from './docx-page.ts';
import { FILL_COLOR, HEAD_COLOR, SOFT_COLOR } from './docx-report-style.ts';
import { type CellForm, caption, cell, columnWidths, tableOf } from './docx-tables.ts';
import { printedColor, tint } from './stance-color.ts';
import { lapsedNote, MOST_NAMED_COLUMNS, plural } from './wording.ts';

type Matrix = Extract<ReportBlock, { readonly kind: 'matrix' }>;

/** Most columns that the width of a page has room for; a matrix of more goes on in a further table. */
const MOST_COLUMNS = 12;
/** Most rows that are kept on one page. */
const MOST_KEPT_ROWS = 14;
/** Height of a row of heads whose words run upwards, in twentieths of a point. */
const UPRIGHT_HEIGHT = 2100;

/** Agencies in rows, stances or topics in columns, figures and letters in the cells. */
export function matrixPart(page: DocxPage, matrix: Matrix, width: number): readonly (Paragraph | Table)[] {
  if (matrix.rows.length === 0) {
    return [page.paragraph({ style: 'Facts', children: [text(`${matrix.caption}: there is nothing to count.`)] })];
  }
  const before = page.beforeTable();
  const number = page.nextTable();
  const parts: (Paragraph | Table)[] = [];
  const size = Math.ceil(matrix.columns.length / Math.ceil(matrix.columns.length / MOST_COLUMNS));
  for (let from = 0; from < matrix.columns.length; from += size) {
    const until = Math.min(from + size, matrix.columns.length);
    if (from > 0) {
      const words = [text(`Table\u00a0${number}`, { bold: true, color: HEAD_COLOR }), text(' (continued)')];
      parts.push(page.paragraph({ style: 'Caption', children: words }));
    }
    parts.push(matrixTable(page, matrix, from, until, width));
  }
  return [
    ...before,
    caption(page, 'Table', matrix.caption),
    ...parts,
    page.paragraph({ style: 'Legend', children: [...legend(matrix)] }),
  ];
}

/** The columns from one place to another, with the totals of all of them after the last one. */
function matrixTable(page: DocxPage, matrix: Matrix, from: number, until: number, width: number): Table {
  const columns = matrix.columns.slice(from, until);
  const isLast = until === matrix.columns.length;
  const isWide = matrix.columns.length > MOST_NAMED_COLUMNS;
  const nameShare = isWide ? 30 : 26;
  const totalShare = isLast ? 8 : 0;
  const share = (100 - nameShare - totalShare) / columns.length;
  const widths = columnWidths(width, [nameShare, ...columns.map(() => share), ...(isLast ? [totalShare] : [])]);
  const widthOf = (column: number): number => widths[column] ?? 0;
  const centred = (column: number): CellForm => ({ width: widthOf(column), isCentred: true });
  const total = (children: readonly ParagraphChild[], form: Partial<CellForm> = {}): readonly TableCell[] =>
    isLast ? [cell(children, { ...centred(columns.length + 1), ...form })] : [];
  const isUpright = isWide && columns.some(({ stance }) => stance === null);
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    keepNext: true,
    ...(isUpright ? { height: { value: UPRIGHT_HEIGHT, rule: HeightRule.ATLEAST } } : {}),
    children: [
      cell([text('Agency')], { width: widthOf(0), isHead: true }),
      ...columns.map(({ name, stance: mark }, column) => {
        const form = { ...centred(column + 1), isHead: true };
        if (mark === null) {
          return cell([text(name, { size: 16 })], isUpright ? { ...form, isCentred: false, isUpright } : form);
        }
        return cell([letter(mark), ...(isWide ? [] : [text(name, { size: 16, break: 1 })])], form);
      }),
      ...total([text('Total', { size: 16 })], { isHead: true }),
    ],
  });
  const rows = matrix.rows.map(
    ({ agency, jurisdiction, cells, total: sum }, index) =>
      new TableRow({
        cantSplit: true,
        // A small matrix stands on one page; of a large one the totals do not stand alone.
        ...(matrix.rows.length <= MOST_KEPT_ROWS || index === matrix.rows.length - 1 ? { keepNext: true } : {}),
        children: [
          cell(
            [
              text(agency, { bold: true }),
              ...(jurisdiction === '' ? [] : [text(jurisdiction, { break: 1, color: SOFT_COLOR, size: 16 })]),
            ],
            { width: widthOf(0) },
          ),
          ...cells
            .slice(from, until)
            .map(({ count, stances }, column) => countCell(count, stances, centred(column + 1))),
          ...total([text(String(sum), { bold: true })]),
        ],
      }),
  );
  const fill = `#${FILL_COLOR}`;
  const foot = new TableRow({
    cantSplit: true,
    children: [
      cell([text('All agencies', { bold: true })], { width: widthOf(0), fill }),
      ...matrix.totals
        .slice(from, until)
        .map((sum, column) => cell([text(String(sum), { bold: true })], { ...centred(column + 1), fill })),
      ...total([text(String(matrix.total), { bold: true })], { fill }),
    ],
  });
  const agencies = matrix.rows.length === 1 ? '1 agency' : `${matrix.rows.length} agencies`;
  const description = `${agencies} in rows, ${plural(columns.length, 'column')}: ${columns.map(({ name }) => name).join(', ')}. Cells count coded quotes; letters stand for stances.`;
  return tableOf(
    page,
    [head, ...rows, foot],
    widths,
    matrix.caption === '' ? 'Stances by agency' : matrix.caption,
    description,
  );
}

function countCell(count: number, stances: readonly StanceMark[], form: CellForm): TableCell {
  const [first] = stances;
  if (count === 0) return cell([text('–', { color: SOFT_COLOR })], form);
  const figure = text(`${first === undefined ? '' : '\u00a0'}${count}`, { bold: true });
  const letters = stances.flatMap((mark, index) => [...(index === 0 ? [] : [text(' ')]), letter(mark)]);
  return cell([...letters, figure], {
    ...form,
    ...(first === undefined || stances.length > 1 ? {} : { fill: tint(printedColor(first.color), 0.14) }),
  });
}

function legend(matrix: Matrix): readonly ParagraphChild[] {
  const { absent } = matrix;
  return [
    ...unnamed(matrix).flatMap((mark) => [letter(mark), text(`\u00a0${mark.name.replace(/ /g, '\u00a0')}    `)]),
    text('Figures count coded quotes; a quote may carry more than one coding.'),
    ...(absent.length === 0 ? [] : [text(` No quote in this briefing: ${absent.join('; ')}.`)]),
    ...(matrix.lapsed.length === 0 ? [] : [text(` ${lapsedNote(matrix)}`)]),
  ];
}

/** Stances whose letters stand in the table without their names. */
function unnamed({ columns, rows }: Matrix): readonly StanceMark[] {
  const named = columns.flatMap(({ stance }) => (stance === null ? [] : [stance]));
  if (named.length === columns.length) return columns.length > MOST_NAMED_COLUMNS ? named : [];
  const shown = rows.flatMap(({ cells }) => cells.flatMap(({ stances }) => stances));
  return [...new Map(shown.map((mark) => [mark.id, mark])).values()];
}
