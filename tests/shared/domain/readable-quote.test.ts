import { describe, expect, it } from 'vitest';
import { isPrintedExactly, readableQuote } from '../../../shared/domain/readable-quote.ts';

describe('readableQuote', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['line breaks', 'We will\nnot  comply.', 'We will not comply.'],
    ['paragraphs and pages', 'First.\n\nSecond.\n\fThird.', 'First. Second. Third.'],
    ['a word broken at the line end', 'civil immi-\ngration law', 'civil immigration law'],
    ['a word broken at the page end', 'civil immi-\n\fgration law', 'civil immigration law'],
    ['a word broken before an ending', 'enforce-\nment of a regula-\ntion', 'enforcement of a regulation'],
    ['a hyphen before a word, which stays', 'Ameri-\ncans on high-\nways', 'Ameri-cans on high-ways'],
    ['a compound whose sense hangs on it', 're-\nsign the order', 're-sign the order'],
    [
      'compounds of real statements',
      'science-\nbased, agreed-\nupon, law-\nenforcement',
      'science-based, agreed-upon, law-enforcement',
    ],
    ['a compound after non', 'a non-\ncitizen', 'a non-citizen'],
    ['a compound after self', 'self-\ngovernment', 'self-government'],
    ['a word that begins like a compound', 'short-\nage', 'shortage'],
    ['a number before the hyphen', 'a 90-\nday stay', 'a 90-day stay'],
    ['a number after the hyphen', 'COVID-\n19', 'COVID-19'],
    ['a capital after the hyphen', 'Anglo-\nAmerican', 'Anglo-American'],
    ['an abbreviation before the hyphen', 'a U-\nvisa', 'a U-visa'],
    ['a chain of hyphens', 'state-of-the-\nart', 'state-of-the-art'],
    ['hyphens inside a line', 'a well-known two- or three-year rule', 'a well-known two- or three-year rule'],
    ['a dash at the line end', 'the order—\nsigned in May', 'the order—signed in May'],
    ['a spaced dash at the line end', 'the order –\nsigned in May', 'the order – signed in May'],
    ['soft hyphens', 'immi\u00adgra\u00ad\ntion', 'immigration'],
    ['ligatures', 'the oﬃce ﬁnds', 'the office finds'],
    ['quote marks and capitals, which stay', '“We WILL not,” he said', '“We WILL not,” he said'],
    ['control characters', 'a\u0000b\u0007c', 'abc'],
  ];
  it.each(rows)('prints %s', (_, canonical, printed) => {
    expect(readableQuote(canonical)).toBe(printed);
  });
});

describe('isPrintedExactly', () => {
  it('holds while only white space differs', () => {
    expect(isPrintedExactly('We will\nnot  comply.')).toBe(true);
    expect(isPrintedExactly('civil law-\nenforcement')).toBe(false);
    expect(isPrintedExactly('civil immi-\ngration')).toBe(false);
    expect(isPrintedExactly('the oﬃce')).toBe(false);
  });
});
