import { describe, expect, it } from 'vitest';
import {
  checkQuoteInText,
  contextAround,
  matchOriginal,
  type PackagedQuote,
  type PackagedSource,
  verdictOf,
} from '../../shared/verify-package.ts';

const TEXT = 'The chief spoke. We will not take part in raids. Officers do not ask. We will not take part in raids.';
const SHA = 'a'.repeat(64);

function aPackagedQuote(words: string, fields: Partial<PackagedQuote> = {}): PackagedQuote {
  const start = TEXT.indexOf(words);
  return {
    number: 1,
    quoteNumber: 1,
    printed: words,
    exact: words,
    spans: [{ start, end: start + words.length }],
    source: SHA,
    page: '1',
    check: 'Verified: exact',
    isFlagged: false,
    ...fields,
  };
}

const WORDS = 'We will not take part in raids.';

describe('checkQuoteInText', () => {
  it.each([
    ['words at their place', aPackagedQuote(WORDS), { place: 'holds', fault: null, isAbridged: false }],
    [
      'words at another place',
      aPackagedQuote(WORDS, { spans: [{ start: 3, end: 34 }] }),
      { place: 'moved', fault: null, isAbridged: false },
    ],
    [
      'words that are not there',
      aPackagedQuote('We will take part in raids.'),
      { place: 'missing', fault: null, isAbridged: false },
    ],
    [
      'a marked abridgement',
      aPackagedQuote(WORDS, { printed: 'We will not take part …' }),
      { place: 'holds', fault: null, isAbridged: true },
    ],
    [
      'an area without words',
      aPackagedQuote('', { printed: '[Area of page 1]', spans: [] }),
      { place: 'unknown', fault: null, isAbridged: false },
    ],
  ])('tells %s', (_name, quote, expected) => {
    expect(checkQuoteInText(quote, TEXT)).toEqual(expected);
  });

  it('tells pieces by their places together', () => {
    const exact = 'We will not take part in raids. … Officers do not ask.';
    const spans = [
      { start: 17, end: 48 },
      { start: 49, end: 69 },
    ];
    expect(checkQuoteInText(aPackagedQuote(exact, { spans }), TEXT).place).toBe('holds');
    expect(checkQuoteInText(aPackagedQuote(exact, { spans: spans.slice(1) }), TEXT).place).toBe('missing');
  });

  it('says what is wrong with a print that drops a “not”', () => {
    const check = checkQuoteInText(aPackagedQuote(WORDS, { printed: 'We will take part in raids.' }), TEXT);
    expect(check.fault).toMatch(/“We will” the quote goes on “not take part/);
    expect(verdictOf(aPackagedQuote(WORDS), check, 'intact')).toBe('fails');
  });

  it('cannot tell without a text', () => {
    expect(checkQuoteInText(aPackagedQuote(WORDS), null).place).toBe('unknown');
  });
});

describe('verdictOf', () => {
  const good = checkQuoteInText(aPackagedQuote(WORDS), TEXT);
  it('waits for the original, and holds only with it', () => {
    expect(verdictOf(aPackagedQuote(WORDS), good, 'waiting')).toBe('waiting');
    expect(verdictOf(aPackagedQuote(WORDS), good, 'intact')).toBe('holds');
    expect(verdictOf(aPackagedQuote(WORDS), good, 'altered')).toBe('fails');
    expect(verdictOf(aPackagedQuote(WORDS, { isFlagged: true }), good, 'intact')).toBe('fails');
  });
});

describe('matchOriginal', () => {
  const source: PackagedSource = {
    sha256: SHA,
    title: 'Statement',
    issuer: null,
    issued: null,
    version: 1,
    fileName: 'Statement.txt',
    path: 'originals/Statement.txt',
    text: TEXT,
    isPlainText: true,
  };

  it('goes by the hash before the name', () => {
    expect(matchOriginal([source], { name: 'renamed.txt', sha256: SHA })).toEqual({ source, isIntact: true });
    expect(matchOriginal([source], { name: 'statement.TXT', sha256: 'b'.repeat(64) })).toEqual({
      source,
      isIntact: false,
    });
    expect(matchOriginal([source], { name: 'other.txt', sha256: 'b'.repeat(64) })).toBeNull();
  });
});

describe('contextAround', () => {
  it('begins and ends with whole words, and goes to the ends of the text', () => {
    expect(contextAround(TEXT, 17, 48, 10)).toEqual({ before: 'spoke. ', after: ' Officers' });
    expect(contextAround(TEXT, 17, 48, 1000)).toEqual({ before: TEXT.slice(0, 17), after: TEXT.slice(48) });
  });
});
