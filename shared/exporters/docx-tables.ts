import {
  AlignmentType,
  BorderStyle,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  SequentialIdentifier,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { StanceMark } from '../domain/composed-briefing.ts';
import type { ReportBlock } from '../domain/report.ts';
import { type DocxPage, letter, type Setting, text } from './docx-page.ts';
import { FILL_COLOR, HEAD_COLOR, LINE_COLOR, SOFT_COLOR } from './docx-report-style.ts';
import { printedColor, tint } from './stance-color.ts';
import { MOST_NAMED_COLUMNS, plural } from './wording.ts';

type Block<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { readonly kind: Kind }>;
type Part = Paragraph | Table;

/** Twentieths of a point left and right of the words of a cell. */
const CELL_MARGIN = 85;
const margins = { top: 60, bottom: 60, left: CELL_MARGIN, right: CELL_MARGIN };
const rule = (size: number, color: string) => ({ style: BorderStyle.SINGLE, size, color });
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** How tables look, stated in each as well: not every program follows the style of a table. */
const LOOK = {
  style: 'BriefingTable',
  layout: TableLayoutType.FIXED,
  margins,
  borders: {
    top: rule(8, HEAD_COLOR),
    bottom: rule(8, HEAD_COLOR),
    left: none,
    right: none,
    insideHorizontal: rule(4, LINE_COLOR),
    insideVertical: none,
  },
} as const;

/** A table without a head. */
const FACTS_LOOK = {
  style: 'BriefingFacts',
  borders: { ...LOOK.borders, top: rule(4, LINE_COLOR), bottom: rule(4, LINE_COLOR) },
} as const;

/** What one cell of a table holds and how. */
export interface CellForm {
  readonly width: number;
  readonly isHead?: boolean;
  /** A head of what stands beside it. */
  readonly isRowHead?: boolean;
  readonly isCentred?: boolean;
  /** #rrggbb. */
  readonly fill?: string;
  readonly columnSpan?: number;
  readonly rowSpan?: number;
}

/** "Table 1. Stances by agency", numbered by a field. A table's stands above it, a figure's below. */
export function caption(page: DocxPage, label: 'Table' | 'Figure', words: string): Paragraph {
  return page.paragraph({
    style: 'Caption',
    ...(label === 'Table' ? {} : { keepNext: false, spacing: { before: 90, after: 160 } }),
    children: [
      text(`${label}\u00a0`, { bold: true, color: HEAD_COLOR }),
      new SequentialIdentifier(label),
      text(words === '' ? '' : `. ${words}`),
    ],
  });
}

/** Widths of columns by their shares of the whole, in twentieths of a point. */
export function columnWidths(width: number, shares: readonly number[]): readonly number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((width * share) / whole));
}

/** A cell of one paragraph. */
export function cell(children: readonly ParagraphChild[], form: CellForm, more: IParagraphOptions = {}): TableCell {
  const paragraph = new Paragraph({
    style: form.isHead === true ? 'TableHead' : 'TableText',
    alignment: form.isCentred === true ? AlignmentType.CENTER : AlignmentType.LEFT,
    ...more,
    children: [...children],
  });
  return cellOf([paragraph], form);
}

/** A cell of several paragraphs. */
export function cellOf(children: readonly Part[], form: CellForm): TableCell {
  const fill = form.fill?.slice(1) ?? (form.isHead === true ? FILL_COLOR : null);
  const last = children[children.length - 1];
  return new TableCell({
    width: { size: form.width, type: WidthType.DXA },
    margins,
    verticalAlign: form.isHead === true && form.isRowHead !== true ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
    ...(form.columnSpan === undefined || form.columnSpan === 1 ? {} : { columnSpan: form.columnSpan }),
    ...(form.rowSpan === undefined || form.rowSpan === 1 ? {} : { rowSpan: form.rowSpan }),
    ...(fill === null ? {} : { shading: { type: ShadingType.CLEAR, fill, color: 'auto' } }),
    // A cell has to end in a paragraph.
    children:
      last === undefined || last instanceof Table ? [...children, new Paragraph({ style: 'Spacer' })] : [...children],
  });
}

/** A table in the look of all of them; `title` and `description` are for who cannot see it. */
export function tableOf(
  page: DocxPage,
  rows: readonly TableRow[],
  widths: readonly number[],
  title: string,
  description: string,
  hasHead = true,
): Table {
  return page.table(
    {
      ...LOOK,
      ...(hasHead ? {} : FACTS_LOOK),
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      tableLook: {
        firstRow: hasHead,
        lastRow: false,
        firstColumn: false,
        lastColumn: false,
        noHBand: true,
        noVBand: true,
      },
      rows: [...rows],
    },
    title,
    description,
  );
}

/** What a simple table is made of. */
export interface PlainTable {
  readonly width: number;
  readonly title: string;
  readonly description: string;
  readonly shares: readonly number[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly (readonly ParagraphChild[])[])[];
}

/** A table of words under a row of heads that repeats on every page. */
export function plainTable(page: DocxPage, table: PlainTable): Table {
  const widths = columnWidths(table.width, table.shares);
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.head.map((words, column) =>
      cell([text(words)], { width: widths[column] ?? 0, isHead: true }, { keepNext: true }),
    ),
  });
  const rows = table.rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: row.map((children, column) => cell(children, { width: widths[column] ?? 0 })),
      }),
  );
  return tableOf(page, [head, ...rows], widths, table.title, table.description);
}

/** Labels and what belongs to them, in two columns without a head. */
export function factTable(
  page: DocxPage,
  facts: readonly { readonly label: string; readonly value: string }[],
  width: number,
): readonly Part[] {
  const widths = columnWidths(width, [24, 76]);
  const rows = facts.map(
    ({ label, value }) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell([text(label, { color: SOFT_COLOR })], { width: widths[0] ?? 0 }),
          cell([text(value)], { width: widths[1] ?? 0 }),
        ],
      }),
  );
  const description = 'Each row is a fact: what it is about on the left, what holds on the right.';
  return [...page.beforeTable(), tableOf(page, rows, widths, 'How the briefing was made', description, false)];
}

/** A table that the author wrote. */
export function writtenTable(
  page: DocxPage,
  { hasHead, rows }: Block<'table'>,
  setting: Setting,
  blocks: (content: readonly ReportBlock[], inner: Setting) => readonly Part[],
): readonly Part[] {
  const columns = Math.max(1, ...rows.map((row) => row.reduce((sum, { colspan }) => sum + colspan, 0)));
  const widths = columnWidths(
    setting.width,
    Array.from({ length: columns }, () => 1),
  );
  const before = page.beforeTable();
  const number = page.nextTable();
  const heading = caption(page, 'Table', '');
  const made = rows.map((row, index) => {
    const inHead = hasHead && index === 0;
    return new TableRow({
      ...(inHead ? { tableHeader: true } : {}),
      cantSplit: true,
      children: row.map(({ isHead, colspan, rowspan, content }) => {
        const asHead = isHead || inHead;
        const width = (widths[0] ?? 0) * colspan;
        const inner: Setting = {
          style: asHead ? 'TableHead' : 'TableText',
          indent: 0,
          depth: 0,
          width: width - 2 * CELL_MARGIN,
        };
        return cellOf(blocks(content, inner), {
          width,
          isHead: asHead,
          isRowHead: !inHead,
          columnSpan: colspan,
          rowSpan: rowspan,
        });
      }),
    });
  });
  const description = `${plural(rows.length, 'row')} and ${plural(columns, 'column')}${hasHead ? '; the first row names the columns' : ''}.`;
  return [...before, heading, tableOf(page, made, widths, `Table ${number}`, description, hasHead), after(page)];
}

/** Room after a table. */
const after = (page: DocxPage): Paragraph => page.paragraph({ style: 'Spacer' });

/** Agencies in rows, stances or topics in columns, figures and letters in the cells. */
export function matrixPart(page: DocxPage, matrix: Block<'matrix'>, width: number): readonly Part[] {
  if (matrix.rows.length === 0) {
    return [page.paragraph({ style: 'Facts', children: [text(`${matrix.caption}: there is nothing to count.`)] })];
  }
  const marks = matrix.columns.flatMap(({ stance: mark }) => (mark === null ? [] : [mark]));
  const ofStances = marks.length === matrix.columns.length;
  const isWide = matrix.columns.length > MOST_NAMED_COLUMNS;
  const share = (100 - (isWide ? 30 : 26) - 8) / Math.max(1, matrix.columns.length);
  const widths = columnWidths(width, [isWide ? 30 : 26, ...matrix.columns.map(() => share), 8]);
  const widthOf = (column: number): number => widths[column] ?? 0;
  const centred = (column: number): CellForm => ({ width: widthOf(column), isCentred: true });
  const totalColumn = matrix.columns.length + 1;
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      cell([text('Agency')], { width: widthOf(0), isHead: true }, { keepNext: true }),
      ...matrix.columns.map(({ name, stance: mark }, column) =>
        cell(
          [
            ...(mark === null ? [] : [letter(mark)]),
            ...(ofStances && isWide
              ? []
              : [text(name, { size: isWide ? 14 : 16, ...(mark === null ? {} : { break: 1 }) })]),
          ],
          { ...centred(column + 1), isHead: true },
          { keepNext: true },
        ),
      ),
      cell([text('Total', { size: 16 })], { ...centred(totalColumn), isHead: true }, { keepNext: true }),
    ],
  });
  const rows = matrix.rows.map(
    ({ agency, jurisdiction, cells, total }) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell(
            [
              text(agency, { bold: true }),
              ...(jurisdiction === '' ? [] : [text(jurisdiction, { break: 1, color: SOFT_COLOR, size: 16 })]),
            ],
            { width: widthOf(0) },
          ),
          ...cells.map(({ count, stances }, column) => countCell(count, stances, centred(column + 1))),
          cell([text(String(total), { bold: true })], centred(totalColumn)),
        ],
      }),
  );
  const foot = new TableRow({
    cantSplit: true,
    children: [
      cell([text('All agencies', { bold: true })], { width: widthOf(0), fill: `#${FILL_COLOR}` }),
      ...matrix.totals.map((total, column) =>
        cell([text(String(total), { bold: true })], { ...centred(column + 1), fill: `#${FILL_COLOR}` }),
      ),
      cell([text(String(matrix.total), { bold: true })], { ...centred(totalColumn), fill: `#${FILL_COLOR}` }),
    ],
  });
  const before = page.beforeTable();
  page.nextTable();
  const heading = caption(page, 'Table', matrix.caption);
  const description = `${plural(matrix.rows.length, 'agency').replace(/agencys$/, 'agencies')} in rows; in columns ${matrix.columns.map(({ name }) => name).join(', ')}. Cells count coded quotes; letters stand for stances.`;
  return [
    ...before,
    heading,
    tableOf(page, [head, ...rows, foot], widths, matrix.caption, description),
    page.paragraph({
      style: 'Legend',
      children: [...legend(matrix, ofStances && isWide ? marks : ofStances ? [] : shown(matrix))],
    }),
  ];
}

function legend({ absent }: Block<'matrix'>, marks: readonly StanceMark[]): readonly ParagraphChild[] {
  return [
    ...marks.flatMap((mark) => [letter(mark), text(`\u00a0${mark.name.replace(/ /g, '\u00a0')}    `)]),
    text('Figures count coded quotes; a quote may carry more than one coding.'),
    ...(absent.length === 0 ? [] : [text(` No quote in this briefing: ${absent.join('; ')}.`)]),
  ];
}

/** Stances that appear in the cells, each once. */
const shown = ({ rows }: Block<'matrix'>): readonly StanceMark[] => [
  ...new Map(
    rows.flatMap(({ cells }) => cells.flatMap(({ stances }) => stances)).map((mark) => [mark.id, mark]),
  ).values(),
];

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
