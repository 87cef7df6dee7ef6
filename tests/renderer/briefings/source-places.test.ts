import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pagesOfPlaces,
  placesOfQuote,
  surroundingText,
} from '../../../renderer/briefings/verification/source-places.ts';
import { assertProperty } from '../../support/assert-property.ts';

const exact = (start: number, end: number) => ({ status: 'exact', reason: null, start, end }) as const;
const BROKEN = { status: 'broken', reason: 'gone', start: null, end: null } as const;

describe('placesOfQuote', () => {
  it('is where the words were found, else where they were marked, and every piece of several', () => {
    const passage = { start: 5, end: 9, quote: 'word' };
    expect(placesOfQuote(passage, exact(15, 19))).toEqual([{ start: 15, end: 19 }]);
    expect(placesOfQuote(passage, BROKEN)).toEqual([{ start: 5, end: 9 }]);
    const spans = [
      { start: 1, end: 2 },
      { start: 7, end: 9 },
    ];
    expect(placesOfQuote({ ...passage, spans }, exact(1, 9))).toBe(spans);
    expect(placesOfQuote({ ...passage, quote: '' }, exact(5, 5))).toEqual([]);
  });
});

describe('pagesOfPlaces', () => {
  const pages = [1, 2, 3].map((number) => ({
    ...{ number, label: null, width: 600, height: 800 },
    ...{ start: (number - 1) * 100, end: number * 100 },
  }));

  it('names every page that words run over', () => {
    const found = pagesOfPlaces(pages, [{ start: 90, end: 110 }], undefined);
    expect(found.map(({ number }) => number)).toEqual([1, 2]);
    expect(pagesOfPlaces(pages, [{ start: 0, end: 100 }], undefined)).toHaveLength(1);
  });

  it('names the page of an area alone', () => {
    const area = { page: 3, rect: [0, 0, 10, 10] as [number, number, number, number], recognised: null };
    expect(pagesOfPlaces(pages, [{ start: 0, end: 1 }], area).map(({ number }) => number)).toEqual([3]);
  });
});

describe('surroundingText', () => {
  const words = (paragraphs: ReturnType<typeof surroundingText>, isQuote: boolean) =>
    paragraphs.flat().flatMap((piece) => (piece.isQuote === isQuote ? [piece.text] : []));

  it('tells the quote from the words around it, paragraph by paragraph', () => {
    const text = 'First paragraph.\n\nSecond: we will not assist.\n\nThird.';
    const start = text.indexOf('we will');
    expect(surroundingText(text, [{ start, end: start + 18 }])).toEqual([
      [{ text: 'First paragraph.', isQuote: false }],
      [
        { text: 'Second: ', isQuote: false },
        { text: 'we will not assist', isQuote: true },
        { text: '.', isQuote: false },
      ],
      [{ text: 'Third.', isQuote: false }],
    ]);
  });

  it('marks what is left out before, between and after', () => {
    const filler = 'lorem ipsum dolor '.repeat(200);
    const text = `${filler}ALPHA ${filler}OMEGA ${filler}`;
    const place = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    const found = surroundingText(text, [place('ALPHA'), place('OMEGA')]);
    expect(words(found, true)).toEqual(['ALPHA', 'OMEGA']);
    expect(words(found, false).filter((piece) => piece.includes('…'))).toHaveLength(3);
  });

  it('shows all words of the places, whatever the text', () => {
    assertProperty(
      fc.property(
        fc.array(fc.constantFrom('a', 'b ', '\n', '\n\n', '. '), { minLength: 1, maxLength: 2000 }),
        fc.nat(),
        fc.nat(),
        (parts, from, length) => {
          const text = parts.join('');
          const start = from % text.length;
          const end = Math.min(text.length, start + 1 + (length % 300));
          const shown = words(surroundingText(text, [{ start, end }]), true).join('');
          expect(shown.replace(/\s/g, '')).toBe(text.slice(start, end).replace(/\s/g, ''));
        },
      ),
    );
  });
});
