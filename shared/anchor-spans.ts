import {
  type Anchored,
  type AnchorText,
  anchor,
  describe,
  indexText,
  isTypesetAlike,
  type Orphan,
} from './anchoring.ts';
import { pieceSelectors } from './domain/passage-pieces.ts';
import type { Selector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';

/** Where a passage of several pieces stands now: one place for each of them, in reading order. */
export interface AnchoredSpans {
  readonly kind: 'anchored';
  readonly spans: readonly Span[];
  /** That of the least certain piece. */
  readonly confidence: number;
}

/** How far apart, in units, pieces may stand beside how far they stood apart before. */
const NEAR = 4000;
/** How many times further apart they may stand. */
const APART = 3;

/** Describes the pieces of a passage, each by its words and its position, in reading order. Bounds as in `describe`. */
export function describeSpans(text: string, spans: readonly Span[]): Selector[] {
  return [...spans].sort((a, b) => a.start - b.start).flatMap(({ start, end }) => describe(text, start, end));
}

/**
 * Finds the pieces of a passage that `describeSpans` described: all of them, in their order and near each other, or the
 * passage is an orphan whose candidates are the places of the pieces that were found. A piece whose words stand in
 * several places is taken from where it stands between its neighbours, if only one does. Never throws.
 */
export function anchorSpans(text: string | AnchorText, selectors: readonly Selector[]): AnchoredSpans | Orphan {
  const indexed = typeof text === 'string' ? indexText(text) : text;
  const pieces = pieceSelectors({ selectors: [...selectors] });
  if (pieces.length === 0) return { kind: 'orphan', reason: 'It has no quote to find.' };
  const alone = pieces.map((piece) => anchor(indexed, piece));
  const found = alone.map((result, index) =>
    result.kind === 'anchored'
      ? result
      : betweenNeighbours(indexed.source, result, alone, index, pieces[index]?.[0].exact ?? ''),
  );
  const places = found.flatMap((result) => (result === null ? [] : [result]));
  const spans = places.map(({ start, end }) => ({ start, end }));
  const lost = found.indexOf(null);
  if (lost !== -1) {
    const result = alone[lost];
    const reason = `Piece ${lost + 1} of ${pieces.length}: ${result?.kind === 'orphan' ? result.reason : ''}`;
    return orphan(reason, spans);
  }
  for (let index = 1; index < spans.length; index++) {
    const gap = (spans[index]?.start ?? 0) - (spans[index - 1]?.end ?? 0);
    const before = (pieces[index]?.[1].start ?? 0) - (pieces[index - 1]?.[1].end ?? 0);
    if (gap < 0) return orphan('Its pieces stand in another order now.', spans);
    if (gap > before * APART + NEAR) return orphan('Its pieces stand far from each other now.', spans);
  }
  return { kind: 'anchored', spans, confidence: Math.min(...places.map(({ confidence }) => confidence)) };
}

const orphan = (reason: string, candidates: readonly Span[]): Orphan =>
  candidates.length === 0 ? { kind: 'orphan', reason } : { kind: 'orphan', reason, candidates };

/** The one candidate with the piece's words that stands between the pieces found before and after it, or null. */
function betweenNeighbours(
  source: string,
  { candidates = [] }: Orphan,
  all: readonly (Anchored | Orphan)[],
  index: number,
  words: string,
): Pick<Anchored, 'start' | 'end' | 'confidence'> | null {
  const before = all.slice(0, index).flatMap((result) => (result.kind === 'anchored' ? [result.end] : []));
  const after = all.slice(index + 1).flatMap((result) => (result.kind === 'anchored' ? [result.start] : []));
  if (before.length + after.length === 0) return null;
  const from = before[before.length - 1] ?? (after[0] ?? 0) - NEAR;
  const to = after[0] ?? from + NEAR;
  const fitting = candidates.filter(
    ({ start, end }) => start >= from && end <= to && isTypesetAlike(source.slice(start, end), words),
  );
  const [only] = fitting;
  return only === undefined || fitting.length > 1 ? null : { ...only, confidence: BETWEEN };
}

/** Confidence in a piece that only its neighbours tell from others with the same words. */
const BETWEEN = 0.6;
