import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { describe, indexText, isTypesetAlike } from '../../shared/anchoring.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { verifyQuote } from '../../shared/verify-quote.ts';
import { assertProperty } from '../support/assert-property.ts';

const TEXT = `Our officers do not ask about immi-
gration status. We will honor every warrant
signed by a judge, and no other paper.

The Department will review this order each year.`;

function passageOf(words: string, quote = words) {
  const start = TEXT.indexOf(words);
  return { quote, selectors: describe(TEXT, start, start + words.length) };
}

group('verifyQuote', () => {
  it('is exact where the very characters stand under the selectors', () => {
    expect(verifyQuote(passageOf('We will honor every warrant\nsigned'), TEXT)).toEqual({
      status: 'exact',
      reason: null,
      start: 52,
      end: 86,
    });
  });

  it('is normalised where only the typesetting differs', () => {
    const passage = passageOf('immi-\ngration status', 'immigration status');
    const check = verifyQuote(passage, TEXT);
    expect(check.status).toBe('normalised');
    expect(TEXT.slice(check.start ?? 0, check.end ?? 0)).toBe('immi-\ngration status');
  });

  it('is ocr where the text was recognised from an image', () => {
    expect(
      verifyQuote(passageOf('honor every warrant'), TEXT, {
        recognised: () => ({ confidence: 91.4, disagrees: false }),
      }),
    ).toMatchObject({
      status: 'ocr',
      start: 60,
      end: 79,
    });
  });

  it('is drifted where the words moved', () => {
    const edited = `A new opening line.\n${TEXT}`;
    const check = verifyQuote(passageOf('honor every warrant'), edited);
    expect(check.status).toBe('drifted');
    expect(edited.slice(check.start ?? 0, check.end ?? 0)).toBe('honor every warrant');
  });

  it('is drifted where a word changed, and shows what now stands there', () => {
    const edited = TEXT.replace('every warrant', 'any warrant');
    const check = verifyQuote(passageOf('We will honor every warrant\nsigned by a judge'), edited);
    expect(check.status).toBe('drifted');
    expect(check.reason).toContain('We will honor any warrant signed by a judge');
  });

  it('is drifted, not exact, where a negation was put in', () => {
    const edited = TEXT.replace('We will honor', 'We will not honor');
    expect(verifyQuote(passageOf('We will honor every warrant'), edited).status).toBe('drifted');
  });

  it('is broken where the words are gone', () => {
    expect(
      verifyQuote(passageOf('The Department will review this order each year.'), TEXT.slice(0, 120)),
    ).toMatchObject({
      status: 'broken',
      start: null,
      end: null,
    });
  });

  it('is broken where the stored quote was altered by itself', () => {
    const passage = passageOf('We will honor every warrant', 'We will honor no warrant');
    expect(verifyQuote(passage, TEXT).status).toBe('broken');
  });

  it('gives the same from an indexed text', () => {
    const edited = TEXT.replace('every warrant', 'any warrant');
    const passage = passageOf('We will honor every warrant\nsigned by a judge');
    expect(verifyQuote(passage, indexText(edited))).toEqual(verifyQuote(passage, edited));
  });

  it('is exact for every span of the text it was made on', () => {
    assertProperty(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        fc.nat(200),
        fc.nat(200),
        (text, a, b) => {
          const selectors = describe(text, a, b);
          const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
          const quote = text.slice(position?.start, position?.end);
          fc.pre(quote !== '');
          expect(verifyQuote({ quote, selectors }, text).status).toBe('exact');
        },
      ),
    );
  });
});

group('a printed quote', () => {
  it('always verifies as the same words', () => {
    const piece = fc.constantFrom(
      'immi-\ngration',
      'non-\ncitizen',
      'COVID-\n19',
      'a',
      ' ',
      '\n',
      '\f',
      '\n\n',
      'oﬃce',
      '“so”',
      '—\n',
      '–',
      'state-of-the-\nart',
      '\u00ad\n',
      'café',
      'e\u0301',
      '\u00a0',
      'two- and',
      '- item',
      '2010-\n2012',
      '911',
    );
    assertProperty(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const canonical = pieces.join('');
        fc.pre(canonical.replace(/[\s\u00ad]/g, '') !== '');
        expect(isTypesetAlike(readableQuote(canonical), canonical)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
