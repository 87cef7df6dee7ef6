import { type Paragraph, type ParagraphChild, type Table, TableRow } from 'docx';
import type { ReportBlock, TimelineEntry } from '../domain/report.ts';
import { type DocxPage, letter, stance, text } from './docx-page.ts';
import { BAD_COLOR, SOFT_COLOR } from './docx-report-style.ts';
import { caption, cell, columnWidths, plainTable, tableOf } from './docx-tables.ts';
import { plural } from './wording.ts';

type Timeline = Extract<ReportBlock, { readonly kind: 'timeline' }>;

/** Most columns of the drawing. */
const MOST_PERIODS = 12;
/** Months in one column of the drawing, the finest that gives few enough. */
const STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
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
      shares: [19, 23, 22, 16, 20],
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
  const months = entries.map(({ date }) => monthOf(date));
  const first = Math.min(...months);
  const last = Math.max(...months);
  const step = STEPS.find((size) => Math.floor(last / size) - Math.floor(first / size) < MOST_PERIODS) ?? 1200;
  const start = Math.floor(first / step);
  const periods = Math.floor(last / step) - start + 1;
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
        cell(periodLabel((start + period) * step, step), {
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
          const here = own.filter(({ date }) => Math.floor(monthOf(date) / step) === start + period);
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

function periodLabel(month: number, step: number): readonly ParagraphChild[] {
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
