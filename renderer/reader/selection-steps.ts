import { paragraphAt, sentenceAt, wordAt } from '../../shared/sentences.ts';
import { type Span, trimSpan } from './document-view.ts';
import type { SelectionEnds } from './native-selection.ts';

/** By how much a caret goes. */
export type StepUnit = 'character' | 'word' | 'sentence' | 'paragraph' | 'document';

/** Code units around a place in which the characters a person sees are told apart. */
const CLUSTER_REACH = 40;

/**
 * The offset one step away. White space counts as one character however long it is: between pages there are several
 * units of it that nobody sees.
 */
export function stepBy(text: string, offset: number, direction: -1 | 1, unit: StepUnit): number {
  switch (unit) {
    case 'character':
      return stepCharacter(text, offset, direction);
    case 'word':
      return stepWord(text, offset, direction);
    case 'sentence':
      return stepRange(text, offset, direction, sentenceAt);
    case 'paragraph':
      return stepRange(text, offset, direction, paragraphAt);
    case 'document':
      return direction === 1 ? text.length : 0;
  }
}

/** To the end of the word ahead, or the beginning of the one behind, over what is no word. */
function stepWord(text: string, offset: number, direction: -1 | 1): number {
  let next = offset;
  for (let guard = 0; guard < 50 && next + direction >= 0 && next + direction <= text.length; guard += 1) {
    const word = wordAt(text, direction === 1 ? next : next - 1);
    next = direction === 1 ? word.end : word.start;
    if (/[\p{L}\p{N}]/u.test(text.slice(word.start, word.end))) break;
  }
  return next;
}

function stepCharacter(text: string, offset: number, direction: -1 | 1): number {
  const isBlank = (at: number): boolean => at >= 0 && at < text.length && /\s/u.test(text.charAt(at));
  let next = offset;
  while (isBlank(direction === 1 ? next : next - 1)) next += direction;
  if (next !== offset) return next;
  const from = Math.max(0, offset - CLUSTER_REACH);
  const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(
    text.slice(from, offset + CLUSTER_REACH),
  );
  const cluster = clusters.containing(direction === 1 ? offset - from : offset - from - 1);
  if (cluster === undefined) return offset;
  return from + cluster.index + (direction === 1 ? cluster.segment.length : 0);
}

/** To the beginning of the stretch before, or the end of the one after. */
function stepRange(
  text: string,
  offset: number,
  direction: -1 | 1,
  rangeAt: (text: string, offset: number) => Span,
): number {
  let at = offset;
  if (direction === 1) {
    while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
    return at >= text.length ? text.length : (trimSpan(text, rangeAt(text, at))?.end ?? text.length);
  }
  while (at > 0 && /\s/u.test(text.charAt(at - 1))) at -= 1;
  return at <= 0 ? 0 : (trimSpan(text, rangeAt(text, at - 1))?.start ?? 0);
}

/** The sentence at a place without white space around it, the next one if the place is between two; null at the end. */
export function sentenceFrom(text: string, offset: number): Span | null {
  let at = Math.max(0, offset);
  while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
  return at >= text.length ? null : trimSpan(text, sentenceAt(text, at));
}

/**
 * Grows a selection to whole sentences, or by one more if it is whole sentences already (1); takes its last sentence
 * away, or what it has of it (−1). Null if nothing can be done.
 */
export function growBySentence(text: string, span: Span, step: 1 | -1): Span | null {
  const selected = trimSpan(text, span);
  if (selected === null) return null;
  const first = sentenceFrom(text, selected.start);
  const last = trimSpan(text, sentenceAt(text, selected.end - 1));
  if (first === null || last === null) return null;
  if (step === -1)
    return last.start <= selected.start ? null : trimSpan(text, { start: selected.start, end: last.start });
  if (first.start < selected.start || last.end > selected.end) {
    return { start: Math.min(first.start, selected.start), end: Math.max(last.end, selected.end) };
  }
  const next = sentenceFrom(text, selected.end);
  return next === null ? null : { start: selected.start, end: next.end };
}

/** The span between two ends, or null if they are one place. */
export function spanOf(ends: SelectionEnds | null): Span | null {
  if (ends === null || ends.anchor === ends.focus) return null;
  return { start: Math.min(ends.anchor, ends.focus), end: Math.max(ends.anchor, ends.focus) };
}

/** Pieces in reading order, those that touch or overlap made one. */
export function joinPieces(pieces: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const piece of [...pieces].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined[joined.length - 1];
    if (last !== undefined && piece.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, piece.end) };
    } else {
      joined.push({ start: piece.start, end: piece.end });
    }
  }
  return joined;
}
