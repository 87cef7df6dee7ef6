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
  TextDirection,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { ReportBlock } from '../domain/report.ts';
import { type DocxPage, type Setting, text } from './docx-page.ts';
import { FILL_COLOR, HEAD_COLOR, LINE_COLOR, SOFT_COLOR } from './docx-report-style.ts';
import { plural } from './wording.ts';

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
  /** The words run upwards. */
  readonly isUpright?: boolean;
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
    ...(form.isUpright === true ? { textDirection: TextDirection.BOTTOM_TO_TOP_LEFT_TO_RIGHT } : {}),
    verticalAlign: verticalAlign(form),
    ...(form.columnSpan === undefined || form.columnSpan === 1 ? {} : { columnSpan: form.columnSpan }),
    ...(form.rowSpan === undefined || form.rowSpan === 1 ? {} : { rowSpan: form.rowSpan }),
    ...(fill === null ? {} : { shading: { type: ShadingType.CLEAR, fill, color: 'auto' } }),
    // A cell has to end in a paragraph.
    children:
      last === undefined || last instanceof Table ? [...children, new Paragraph({ style: 'Spacer' })] : [...children],
  });
}

function verticalAlign({ isHead, isRowHead, isUpright }: CellForm) {
  if (isUpright === true) return VerticalAlign.CENTER;
  return isHead === true && isRowHead !== true ? VerticalAlign.BOTTOM : VerticalAlign.TOP;
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
interface PlainTable {
  readonly width: number;
  readonly title: string;
  readonly description: string;
  readonly shares: readonly number[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly (readonly ParagraphChild[])[])[];
}

/** Most rows of a table that is kept on one page. */
const MOST_KEPT_ROWS = 8;

const keptWithNext = (index: number, rows: number) =>
  rows <= MOST_KEPT_ROWS && index < rows - 1 ? { keepNext: true } : {};

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
    (row, index) =>
      new TableRow({
        cantSplit: true,
        ...keptWithNext(index, table.rows.length),
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
      ...keptWithNext(index, rows.length),
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
