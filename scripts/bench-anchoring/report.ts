import type { Span } from '../../shared/find-quote.ts';
import type { PassageSize } from './passages.ts';
import type { Truth } from './tracked-text.ts';

/**
 * How it went. Of words that are still there: `right` (within two units at both ends), `lost` (an orphan), `edges` (the
 * right place, other ends) or `elsewhere`; the last two are the wrong place. Of deleted words: `honest` (an orphan) or
 * `invented`.
 */
export type Outcome = 'right' | 'lost' | 'edges' | 'elsewhere' | 'honest' | 'invented';

/** One passage looked for by one contestant. */
export interface Result {
  readonly kind: string;
  readonly isUnseen: boolean;
  readonly contestant: string;
  readonly size: PassageSize;
  readonly isLong: boolean;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** To make the text ready, once for all its passages; milliseconds. */
  readonly preparation: number;
  /** How many passages shared it. */
  readonly sharing: number;
}

/** Units by which an end may be off. */
const TOLERANCE = 2;

/** Judges what was found. */
export function judge(found: Span | null, truth: Truth): Outcome {
  if (truth.kind !== 'at') return found === null ? 'honest' : 'invented';
  if (found === null) return 'lost';
  const { start, end } = truth.span;
  if (Math.abs(found.start - start) <= TOLERANCE && Math.abs(found.end - end) <= TOLERANCE) return 'right';
  const shared = Math.min(found.end, end) - Math.max(found.start, start);
  return shared * 2 > end - start ? 'edges' : 'elsewhere';
}

/** The tables of a run, as Markdown. */
export function reportOf(results: readonly Result[], contestants: readonly string[]): string {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const of = (name: string, kind?: string): readonly Result[] =>
    results.filter((result) => result.contestant === name && (kind === undefined || result.kind === kind));
  const rows = kinds.map((kind) => {
    const isUnseen = results.some((result) => result.kind === kind && result.isUnseen);
    const count = of(contestants[0] ?? '', kind).length;
    return [
      `${kind}${isUnseen ? ' (not tuned on)' : ''}`,
      String(count),
      ...contestants.map((name) => cell(of(name, kind))),
    ];
  });
  const total = ['**all**', String(of(contestants[0] ?? '').length), ...contestants.map((name) => cell(of(name)))];
  const sizes = [...new Set(results.map(({ size }) => size))].map((size) => [
    size,
    String(of(contestants[0] ?? '').filter((result) => result.size === size).length),
    ...contestants.map((name) => cell(of(name).filter((result) => result.size === size))),
  ]);
  return [
    'Each cell: right / orphan / wrong place, of the passages that are still there; † share of deleted passages that were anchored.',
    '',
    table(['edit', 'passages', ...contestants], [...rows, total]),
    '',
    table(['passage', 'passages', ...contestants], sizes),
    '',
    table(
      ['', ...contestants],
      [
        ['median, long text', ...contestants.map((name) => time(longTimes(of(name)), 0.5))],
        ['99th percentile, long text', ...contestants.map((name) => time(longTimes(of(name)), 0.99))],
        ['median, all', ...contestants.map((name) => time(times(of(name)), 0.5))],
        ['mean, all', ...contestants.map((name) => mean(times(of(name))))],
        ['mean, all, with its share of making ready', ...contestants.map((name) => mean(wholeTimes(of(name))))],
        ['text made ready, long text', ...contestants.map((name) => time(preparations(of(name)), 0.5))],
        [
          'median, long text ÷ that of the first',
          ...contestants.map((name) => ratio(of(name), of(contestants[0] ?? ''))),
        ],
      ],
    ),
  ].join('\n');
}

const times = (results: readonly Result[]): readonly number[] => results.map(({ milliseconds }) => milliseconds);

const longTimes = (results: readonly Result[]): readonly number[] => times(results.filter(({ isLong }) => isLong));

const preparations = (results: readonly Result[]): readonly number[] =>
  results.filter(({ isLong }) => isLong).map(({ preparation }) => preparation);

/** Time of each passage with its share of the time in which its text was made ready. */
const wholeTimes = (results: readonly Result[]): readonly number[] =>
  results.map(({ milliseconds, preparation, sharing }) => milliseconds + preparation / sharing);

const mean = (values: readonly number[]): string =>
  `${(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)).toFixed(2)} ms`;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const time = (values: readonly number[], share: number): string => `${quantile(values, share).toFixed(2)} ms`;

const ratio = (results: readonly Result[], first: readonly Result[]): string =>
  `${(quantile(longTimes(results), 0.5) / quantile(longTimes(first), 0.5)).toFixed(2)} ×`;

function cell(results: readonly Result[]): string {
  const count = (...outcomes: readonly Outcome[]): number =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const there = count('right', 'lost', 'edges', 'elsewhere');
  const gone = count('honest', 'invented');
  const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1);
  const kept =
    there === 0
      ? []
      : [[count('right'), count('lost'), count('edges', 'elsewhere')].map((part) => percent(part, there)).join(' / ')];
  return [...kept, ...(gone === 0 ? [] : [`† ${percent(count('invented'), gone)}`])].join(' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((words, column) => words.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
