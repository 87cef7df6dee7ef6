import { type Paragraph, type ParagraphChild, type Table, TableRow } from 'docx';
import type { ReportBlock, TimelineEntry } from '../domain/report.ts';
import { type DocxPage, letter, stance, text } from './docx-page.ts';
import { BAD_COLOR, SOFT_COLOR } from './docx-report-style.ts';
import { caption, cell, columnWidths, plainTable, tableOf } from './docx-tables.ts';
import { plural } from './wording.ts';

type Timeline = Extract<ReportBlock, { readonly kind: 'timeline' }>;

/** Most columns of the drawing. */
const MOST_PERIODS = 12;
/** Fewest columns of months that show an order; of fewer months the days are shown. */
const FEWEST_MONTHS = 3;
const DAY_STEPS = [1, 2, 3, 7];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A timeline drawn in the cells of a table, agencies in rows and stretches of time in columns, and under it a table that
 * names each entry.
 */
export function timelinePart(
  page: DocxPage,
  { caption: words, entries }: Timeline,
  width: number,
): readonly (Paragraph | Table)[] {
  if (entries.length === 0) {
    return [page.paragraph({ style: 'Facts', children: [text(`${words}: nothing dated falls into it.`)] })];
  }
  const number = page.nextFigure();
  const isChanging = entries.some(({ isChange }) => isChange);
  return [
    ...page.beforeTable(),
    page.paragraph({ style: 'Spacer', keepNext: true }),
    drawing(page, words, entries, width),
    caption(page, 'Figure', `${words}${isChanging ? `. ${CHANGE} marks a change of position.` : ''}`),
    page.paragraph({ style: 'Caption', children: [text(`Figure\u00a0${number} as a table`)] }),
    plainTable(page, {
      width,
      title: `${words}, entry by entry`,
      description: `${plural(entries.length, 'entry').replace(/entrys$/, 'entries')} by date: agency, stance, topic and source.`,
      shares: [17, 20, 19, 19, 25],
      head: ['Date', 'Agency', 'Stance', 'Topic', 'Source'],
      rows: entries.map((entry) => [
        [text(entry.dateText)],
        [text(entry.agency)],
        [
          ...stance(entry.stance),
          ...(entry.isChange ? [text('change of position', { break: 1, color: BAD_COLOR, size: 16 })] : []),
        ],
        [text(entry.topic ?? '–')],
        [
          text(entry.source),
          ...(entry.sourceNumber === null ? [] : [text(` (source\u00a0${entry.sourceNumber})`, { color: SOFT_COLOR })]),
        ],
      ]),
    }),
    page.paragraph({ style: 'Spacer' }),
  ];
}

const CHANGE = '*';

function drawing(page: DocxPage, words: string, entries: readonly TimelineEntry[], width: number): Table {
  const scale = scaleOf(entries);
  const { periods } = scale;
  const nameShare = 28;
  const share = (100 - nameShare) / periods;
  const widths = columnWidths(width, [nameShare, ...Array.from({ length: periods }, () => share)]);
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    keepNext: true,
    children: [
      cell([text('Agency')], { width: widths[0] ?? 0, isHead: true }),
      ...Array.from({ length: periods }, (_value, period) =>
        cell(columnLabel(scale, period), {
          width: widths[period + 1] ?? 0,
          isHead: true,
          isCentred: true,
        }),
      ),
    ],
  });
  const rows = [...new Set(entries.map(({ agency }) => agency))].map((agency) => {
    const own = entries.filter((entry) => entry.agency === agency);
    return new TableRow({
      cantSplit: true,
      keepNext: true,
      children: [
        cell([text(agency, { bold: true })], { width: widths[0] ?? 0 }),
        ...Array.from({ length: periods }, (_value, period) => {
          const here = own.filter((entry) => columnOf(entry, scale) === period);
          return cell(marksOf(here), { width: widths[period + 1] ?? 0, isCentred: true });
        }),
      ],
    });
  });
  const agencies = rows.length;
  const description = `${plural(entries.length, 'dated position')} of ${agencies} ${agencies === 1 ? 'agency' : 'agencies'}, from ${entries[0]?.dateText ?? ''} to ${entries[entries.length - 1]?.dateText ?? ''}: agencies in rows, time in columns. The table below names each of them.`;
  return tableOf(page, [head, ...rows], widths, words, description);
}

function marksOf(entries: readonly TimelineEntry[]): readonly ParagraphChild[] {
  return entries.flatMap((entry, index) => [
    ...(index === 0 ? [] : [text(' ')]),
    letter(entry.stance),
    ...(entry.isChange ? [text(CHANGE, { bold: true, color: BAD_COLOR })] : []),
  ]);
}

/** What the columns are: stretches of so many months, of so many days where there are few months and every day is known. */
interface Scale {
  readonly isDays: boolean;
  /** Where the first column begins. */
  readonly origin: number;
  /** Days or months in one column. */
  readonly step: number;
  readonly periods: number;
}

/** The finest scale that there is room for. */
function scaleOf(entries: readonly TimelineEntry[]): Scale {
  const months = entries.map(({ date }) => monthOf(date));
  const [first, last] = [Math.min(...months), Math.max(...months)];
  if (last - first + 1 < FEWEST_MONTHS && entries.every(({ date }) => /^\d{4}-\d\d-\d\d$/.test(date))) {
    const days = entries.map(({ date }) => dayOf(date));
    const origin = Math.min(...days);
    const count = Math.max(...days) - origin + 1;
    const step = DAY_STEPS.find((size) => Math.ceil(count / size) <= MOST_PERIODS) ?? 7;
    return { isDays: true, origin, step, periods: Math.ceil(count / step) };
  }
  const columns = (size: number): number => Math.floor(last / size) - Math.floor(first / size) + 1;
  const step = MONTH_STEPS.find((size) => columns(size) <= MOST_PERIODS) ?? 1200;
  return { isDays: false, origin: Math.floor(first / step) * step, step, periods: columns(step) };
}

const columnOf = ({ date }: TimelineEntry, { isDays, origin, step }: Scale): number =>
  Math.floor(((isDays ? dayOf(date) : monthOf(date)) - origin) / step);

const columnLabel = ({ isDays, origin, step }: Scale, column: number): readonly ParagraphChild[] =>
  isDays ? daysLabel(origin + column * step, step) : monthsLabel(origin + column * step, step);

function daysLabel(day: number, step: number): readonly ParagraphChild[] {
  const first = new Date(day * DAY);
  const last = new Date((day + step - 1) * DAY);
  const name = (date: Date): string => MONTHS[date.getUTCMonth()] ?? '';
  const rows =
    step === 1
      ? [name(first), String(first.getUTCDate())]
      : first.getUTCMonth() === last.getUTCMonth()
        ? [name(first), `${first.getUTCDate()}–${last.getUTCDate()}`]
        : [`${name(first)}\u00a0${first.getUTCDate()}–`, `${name(last)}\u00a0${last.getUTCDate()}`];
  return [...rows, String(last.getUTCFullYear())].map((row, index) =>
    text(row, index === 0 ? { size: 15 } : { size: 15, break: 1 }),
  );
}

function monthsLabel(month: number, step: number): readonly ParagraphChild[] {
  const year = Math.floor(month / 12);
  if (step > 12) return [text(`${year}–${year + step / 12 - 1}`, { size: 15 })];
  if (step === 12) return [text(String(year), { size: 15 })];
  const name = MONTHS[month % 12] ?? '';
  const until = step === 1 ? '' : `–${MONTHS[(month + step - 1) % 12] ?? ''}`;
  return [text(`${name}${until}`, { size: 15 }), text(String(year), { size: 15, break: 1 })];
}

/** Months since year 0 of a date as stored; the first of what a partial date may mean. */
function monthOf(date: string): number {
  const [year = 0, month = 1] = date.split('-').map((part) => Number.parseInt(part, 10));
  return year * 12 + month - 1;
}

const DAY = 86_400_000;

/** Days since 1970 of a date as stored; the first of what a partial date may mean. */
function dayOf(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map((part) => Number.parseInt(part, 10));
  return Date.UTC(year, month - 1, day) / DAY;
}
