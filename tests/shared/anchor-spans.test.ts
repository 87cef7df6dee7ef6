import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { anchorSpans, describeSpans } from '../../shared/anchor-spans.ts';
import { indexText } from '../../shared/anchoring.ts';
import { assertProperty } from '../support/assert-property.ts';

const TEXT = `The Sheriff's Office met with the Mayor on Monday. It will hold no person past release.
The jail keeps a log of every request. Deputies do not ask about status.
The Office will publish the log each quarter. It answers to the courts of this state.

${'Other business was the repair of the roof and the hours of the front desk. '.repeat(90)}

The meeting was closed at noon.`;

const spanOf = (words: string, text = TEXT) => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
});
const PIECES = [
  'It will hold no person past release.',
  'Deputies do not ask about status.',
  'publish the log each quarter',
];
const SELECTORS = describeSpans(
  TEXT,
  PIECES.map((words) => spanOf(words)),
);

const wordsAt = (text: string, selectors = SELECTORS): readonly string[] | string => {
  const found = anchorSpans(text, selectors);
  return found.kind === 'orphan' ? found.reason : found.spans.map(({ start, end }) => text.slice(start, end));
};

group('anchorSpans', () => {
  it('finds every piece where it was described, whatever their order in the call', () => {
    assertProperty(
      fc.property(fc.array(fc.nat(TEXT.length), { minLength: 2, maxLength: 8 }), (offsets) => {
        const bounds = [...new Set(offsets)].sort((a, b) => a - b);
        const spans = bounds.flatMap((start, index) => {
          const end = bounds[index + 1];
          return index % 2 === 1 || end === undefined || TEXT.slice(start, end).trim() === '' ? [] : [{ start, end }];
        });
        fc.pre(spans.length > 0);
        const found = anchorSpans(TEXT, describeSpans(TEXT, [...spans].reverse()));
        expect(found).toEqual({ kind: 'anchored', spans, confidence: 1 });
      }),
      { numRuns: 60 },
    );
  });

  it('finds them in an edited text, from an indexed one alike', () => {
    const edited = `A new first line.\n${TEXT.replace('status', 'their status').replace('each quarter', 'every quarter')}`;
    expect(wordsAt(edited)).toEqual([
      'It will hold no person past release.',
      'Deputies do not ask about their status.',
      'publish the log every quarter',
    ]);
    expect(anchorSpans(indexText(edited), SELECTORS)).toEqual(anchorSpans(edited, SELECTORS));
  });

  const rows = [
    {
      name: 'a piece is gone',
      text: TEXT.replace(' Deputies do not ask about status.', ''),
      reason: /^Piece 2 of 3: .*gone/,
    },
    {
      name: 'the pieces changed their order',
      text: TEXT.replace('It will hold no person past release.\n', '').replace(
        'It answers to the courts',
        'It will hold no person past release.\nIt answers to the courts',
      ),
      reason: /another order/,
    },
    {
      name: 'a piece went far away',
      text: `${TEXT.replace('The Office will publish the log each quarter. ', '')}\nThe Office will publish the log each quarter. It answers to the courts of this state.`,
      reason: /far from each other/,
    },
  ];
  it.each(rows)('makes an orphan with candidates where $name', ({ text, reason }) => {
    const found = anchorSpans(text, SELECTORS);
    expect(found).toMatchObject({ kind: 'orphan', reason: expect.stringMatching(reason) });
    expect(found.kind === 'orphan' && (found.candidates?.length ?? 0) >= 2).toBe(true);
  });

  it('takes a piece that stands in several places from between its neighbours', () => {
    const text =
      'Alpha begins here. We agree. Beta follows it. And far away, twice, stands this: We agree. Once more: We agree.';
    const first = { start: 0, end: 18 };
    const second = spanOf('We agree.', text);
    const third = spanOf('Beta follows it.', text);
    const selectors = describeSpans(text, [first, second, third]).map((selector) =>
      selector.type === 'TextQuoteSelector' ? { ...selector, prefix: '', suffix: '' } : selector,
    );
    expect(wordsAt(`Put before it. ${text}`, selectors)).toEqual([
      'Alpha begins here.',
      'We agree.',
      'Beta follows it.',
    ]);
  });

  it('has nothing to find without selectors', () => {
    expect(anchorSpans(TEXT, [])).toEqual({ kind: 'orphan', reason: 'It has no quote to find.' });
  });
});
