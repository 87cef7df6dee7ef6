import { describe, expect, it } from 'vitest';
import { planMoves } from '../../../electron/archive/recognition-passages.ts';
import { describeSpans } from '../../../shared/anchor-spans.ts';
import { joinPieces } from '../../../shared/domain/passage-pieces.ts';
import { verifyPassage } from '../../../shared/verify-passage.ts';
import { aPassage } from '../../shared/sample-briefing.ts';

const PIECES = ['The sheriff was asked.', 'He said that he will not help.', 'Nobody came.'];
const placesIn = (text: string) =>
  PIECES.map((words) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length }));

describe('moving a passage into a text that was made anew', () => {
  it('follows a piece in the middle also where the first and the last stay', () => {
    const before = `${PIECES[0]} Some words. ${PIECES[1]} More. ${PIECES[2]}`;
    const after = `${PIECES[0]} More. ${PIECES[1]} Some words. ${PIECES[2]}`;
    const spans = placesIn(before);
    const passage = {
      ...aPassage('p', 'd', joinPieces(PIECES), []),
      start: 0,
      end: before.length,
      selectors: describeSpans(before, spans),
      spans,
    };
    const [change] = planMoves([passage], { text: after, pages: [], runs: null }, '2026-01-01T00:00:00.000Z');
    const moved = change?.entity === 'passage' ? change.after : null;
    expect(moved?.spans).toEqual(placesIn(after));
    expect(moved && verifyPassage(moved, after).status).toBe('exact');
    expect(planMoves([passage], { text: before, pages: [], runs: null }, '2026-01-01T00:00:00.000Z')).toEqual([]);
  });
});
