import { type Span, trimSpan } from './document-view.ts';

/** Which end of a passage is moved. */
export type PassageEnd = 'start' | 'end';

/**
 * The pieces of a passage after one of its ends was put to another place. An only piece may be turned over: its end put
 * before its start makes that place the start. Of several pieces, the first keeps a word at its end, the last one at its
 * start. Null if no words would be left.
 */
export function moveEnd(text: string, pieces: readonly Span[], end: PassageEnd, to: number): readonly Span[] | null {
  const index = end === 'start' ? 0 : pieces.length - 1;
  const piece = pieces[index];
  if (piece === undefined) return null;
  const fixed = end === 'start' ? piece.end : piece.start;
  const isTurned = end === 'start' ? to >= fixed : to <= fixed;
  if (isTurned && pieces.length > 1) return null;
  const moved = trimSpan(text, { start: Math.min(fixed, to), end: Math.max(fixed, to) });
  if (moved === null) return null;
  return pieces.map((each, at) => (at === index ? moved : each));
}

/** Whether two passages have the same pieces. */
export function isSamePieces(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every((piece, at) => piece.start === b[at]?.start && piece.end === b[at]?.end);
}
