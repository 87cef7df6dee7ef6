import { readableQuote } from '../domain/readable-quote.ts';
import type { LintBlock, LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';

/** Where a use of a quote stands in its block, and the words it prints. */
export function wordsToShow(
  { excerpt, at }: LintUse,
  { pieces }: LintPassage,
): { readonly start: number; readonly end: number; readonly words: string } {
  const words = excerpt ?? readableQuote(pieces.join(' … '));
  return at === null ? { start: 0, end: words.length, words } : { start: at, end: at + 1, words };
}

/** The earliest and the latest day that a date as precise as its source may mean; ISO dates compare as strings. */
export function daysOf(date: string): { readonly first: string; readonly last: string } {
  const [year = '', month] = date.split('-');
  if (date.length >= 10) return { first: date.slice(0, 10), last: date.slice(0, 10) };
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  return { first: `${year}-${month}-01`, last: `${year}-${month}-31` };
}

/** The same day some months before. The day of the month stays, so that the result may be a day no calendar has. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const count = year * 12 + month - 1 - months;
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}${day.slice(7)}`;
}

/** What the author says about a quote: the paragraph it stands in; for a quote block those beside it and the heading. */
export function wordsAround(blocks: readonly LintBlock[], { block, at }: LintUse): string {
  if (at !== null) return block.text;
  const isProse = (other: LintBlock | undefined): other is LintBlock => other?.node.type === 'paragraph';
  const beside = [blocks[block.index - 1], blocks[block.index + 1]].filter(isProse).map(({ text }) => text);
  return [blocks[block.heading]?.text ?? '', ...beside].join('\n');
}
