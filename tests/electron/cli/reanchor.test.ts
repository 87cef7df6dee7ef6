import { describe, expect, it } from 'vitest';
import { reanchor } from '../../../electron/cli/reanchor.ts';
import { describe as describeSpan } from '../../../shared/anchoring.ts';

const TEXT = 'The Department will not take part in it. Requests for such assistance will be declined by the commander.';
const WORDS = 'will not take part in it';
const START = TEXT.indexOf(WORDS);
const FOUND = { start: START, end: START + WORDS.length, confidence: 1, method: 'exact' };

function answers(...lines: readonly string[]): { unread: number; lines: unknown[] } {
  const written: unknown[] = [];
  const unread = reanchor(TEXT, lines.join('\n'), (line) => written.push(JSON.parse(line)));
  return { unread, lines: written };
}

describe('reanchor', () => {
  const selectors = describeSpan(TEXT, FOUND.start, FOUND.end);

  it.each([
    ['a set with an id', { id: 'a', selectors }, { id: 'a', ...FOUND }],
    ['a set with a number for an id', { id: 7, selectors }, { id: 7, ...FOUND }],
    ['an array of selectors', selectors, FOUND],
    ['one selector', { type: 'TextQuoteSelector', exact: WORDS }, expect.objectContaining({ start: START })],
    [
      'selectors among foreign ones',
      { id: 'b', selectors: [{ type: 'CssSelector', value: 'p' }, ...selectors] },
      { id: 'b', ...FOUND },
    ],
  ])('answers %s', (_, line, answer) => {
    expect(answers(JSON.stringify(line))).toEqual({ unread: 0, lines: [answer] });
  });

  it('answers with an orphan where the words are gone', () => {
    const gone = {
      id: 'c',
      selectors: [{ type: 'TextQuoteSelector', exact: 'a sentence about quite another matter' }],
    };
    expect(answers(JSON.stringify(gone))).toEqual({
      unread: 0,
      lines: [{ id: 'c', orphan: true, reason: expect.stringMatching(/./) }],
    });
  });

  it('answers every line, says which could not be read, and skips empty ones', () => {
    const good = JSON.stringify({ id: 'd', selectors });
    const bad = '{"id": "e", "selectors": [{"type": "TextPositionSelector", "start": "x", "end": 2}]}';
    expect(answers('not json', '', bad, '{"id": "f"}', good)).toEqual({
      unread: 3,
      lines: [
        { orphan: true, reason: expect.stringContaining('Line 1 ') },
        { id: 'e', orphan: true, reason: expect.stringContaining('Line 3 ') },
        { id: 'f', orphan: true, reason: expect.stringContaining('Line 4 ') },
        { id: 'd', ...FOUND },
      ],
    });
  });
});
