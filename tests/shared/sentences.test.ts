import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphAt, sentenceAt, wordAt } from '../../shared/sentences.ts';
import { assertProperty } from '../support/assert-property.ts';
import { workTime } from '../support/work-time.ts';

/** The sentence around the first occurrence of some words. */
function sentenceWith(text: string, words: string): string {
  const { start, end } = sentenceAt(text, text.indexOf(words));
  return text.slice(start, end);
}

describe('sentenceAt', () => {
  it.each<[string, string, string, string]>([
    ['a plain one', 'We agree. We will not act. Period.', 'not', 'We will not act.'],
    ['the first', 'We agree. We will not act.', 'We', 'We agree.'],
    ['the last', 'We agree. We will not act', 'act', 'We will not act'],
    [
      'over the end of a line',
      'One. The Department will\nhold a person. Two.',
      'Department',
      'The Department will\nhold a person.',
    ],
    ['U.S. before a name', 'One. The U.S. Government sent it. Two.', 'sent', 'The U.S. Government sent it.'],
    ['U.S. at the end', 'He came to the U.S. The Department knew.', 'came', 'He came to the U.S.'],
    ['H.R.', 'We oppose H.R. 4 and say so. It fails.', 'say', 'We oppose H.R. 4 and say so.'],
    [
      'Dept.',
      'The Dept. of Justice and the Dept. Of State met. Good.',
      'Justice',
      'The Dept. of Justice and the Dept. Of State met.',
    ],
    ['No. and Sec.', 'See Order No. 12 and Sec. 3 of it. Then go.', 'Order', 'See Order No. 12 and Sec. 3 of it.'],
    [
      'titles',
      'On Monday Gov. Lombardo met Lt. Col. J. R. Smith. They spoke.',
      'met',
      'On Monday Gov. Lombardo met Lt. Col. J. R. Smith.',
    ],
    [
      'a case',
      'In Printz v. United States, 521 U.S. 898 (1997), it held so. We follow.',
      'held',
      'In Printz v. United States, 521 U.S. 898 (1997), it held so.',
    ],
    [
      'a statute',
      'Under 8 U.S.C. § 1373 and Pub. L. No. 104-208 we act. Yes.',
      'act',
      'Under 8 U.S.C. § 1373 and Pub. L. No. 104-208 we act.',
    ],
    [
      'e.g. and i.e.',
      'Some, e.g. Stockton, i.e. Cal. Police, agree. Others do not.',
      'agree',
      'Some, e.g. Stockton, i.e. Cal. Police, agree.',
    ],
    ['a month', 'It was signed on Jan. 15 by all. Then it began.', 'signed', 'It was signed on Jan. 15 by all.'],
    ['a question that somebody asks', '“Why should we?” he asked. Nobody knew.', 'asked', '“Why should we?” he asked.'],
    ['the number of an item', '1. We will not take part. 2. We will help.', 'take', '1. We will not take part.'],
    ['a company', 'Acme Inc. Officers of it came. We saw.', 'came', 'Officers of it came.'],
    [
      'over the end of a page',
      'One. The Department will not\ftake part in it. Two.',
      'take',
      'The Department will not\ftake part in it.',
    ],
    [
      'no further than the page if a sentence ends there',
      'We agree\fThe next page begins.',
      'next',
      'The next page begins.',
    ],
    ['no further than a paragraph', 'A heading without stop\n\nThe text of it. More.', 'text', 'The text of it.'],
  ])('takes %s', (_name, text, words, expected) => {
    expect(sentenceWith(text, words)).toBe(expected);
  });

  it('does not take a heading for the beginning of the sentence under it', () => {
    const text =
      'On the street\nOfficers of this Department do not stop, question, detain or arrest any person on the ground of\nimmigration status. Our officers will not take part in civil immigration enforcement operations,\nand no patrol resource will be assigned to them.';
    expect(sentenceWith(text, 'Officers')).toMatch(/^Officers of this Department .*\nimmigration status\.$/);
    expect(sentenceWith(text, 'On the street')).toBe('On the street');
    expect(sentenceWith(text, 'no patrol')).toMatch(/^Our officers .*\nand no patrol resource .* them\.$/);
  });

  it('takes one item of a list', () => {
    const text = 'The Department will:\n• hold nobody without a warrant\n• share no lists with anybody';
    expect(sentenceWith(text, 'hold')).toBe('• hold nobody without a warrant');
  });

  it('gives white space between two sentences to the first', () => {
    expect(sentenceAt('One. Two.', 4)).toEqual({ start: 0, end: 4 });
  });

  it('holds the place asked for, within the paragraph, whatever the text', () => {
    const part = fc.constantFrom(
      'The U.S. ',
      'word ',
      'No. ',
      '\n',
      '\n\n',
      '\f',
      '. ',
      '? ',
      '“',
      '” ',
      '🙂',
      'é',
      '• ',
      'X',
    );
    assertProperty(
      fc.property(fc.array(part, { minLength: 1, maxLength: 60 }), fc.nat(), (parts, seed) => {
        const text = parts.join('');
        const offset = seed % text.length;
        const sentence = sentenceAt(text, offset);
        const paragraph = paragraphAt(text, offset);
        expect(sentence.start).toBeGreaterThanOrEqual(paragraph.start);
        expect(sentence.end).toBeLessThanOrEqual(paragraph.end);
        const isInk = /\S/u.test(text[offset] ?? '');
        if (isInk) expect(sentence.start <= offset && offset < sentence.end).toBe(true);
        // The same sentence, wherever in it one points.
        if (isInk) expect(sentenceAt(text, sentence.start)).toEqual(sentence);
      }),
      { numRuns: 500 },
    );
  });

  it('answers at once in a text without any stop', () => {
    const text = 'word '.repeat(200_000);
    const started = workTime();
    const { start, end } = sentenceAt(text, 500_000);
    expect(end - start).toBeLessThan(10_000);
    expect(workTime() - started).toBeLessThan(1000);
  });
});

describe('paragraphAt', () => {
  it.each<[string, string, number, string]>([
    ['between blank lines', 'a b\n\nc d\ne f\n\ng', 6, 'c d\ne f'],
    ['the first', 'a b\n\nc', 1, 'a b'],
    ['the last', 'a b\n\nc', 5, 'c'],
    ['a blank line with spaces', 'a\n  \nb', 5, 'b'],
    ['up to the end of a page', 'It ends.\fThe next.', 10, 'The next.'],
    ['over the end of a page that cuts a sentence', 'It goes\fon here.', 3, 'It goes\fon here.'],
    ['the one before, from the blank line', 'a\n\nb', 2, 'a'],
  ])('takes %s', (_name, text, offset, expected) => {
    const { start, end } = paragraphAt(text, offset);
    expect(text.slice(start, end)).toBe(expected);
  });
});

describe('wordAt', () => {
  it.each<[string, string, number, string]>([
    ['a word', 'one two three', 5, 'two'],
    ['one with an apostrophe', 'the Sheriff’s office', 6, 'Sheriff’s'],
    ['a stop', 'end. Next', 3, '.'],
    ['the last one from the end of the text', 'one two', 7, 'two'],
  ])('takes %s', (_name, text, offset, expected) => {
    const { start, end } = wordAt(text, offset);
    expect(text.slice(start, end)).toBe(expected);
  });

  it('is empty in an empty text', () => {
    expect([wordAt('', 0), sentenceAt('', 0), paragraphAt('', 3)]).toEqual([
      { start: 0, end: 0 },
      { start: 0, end: 0 },
      { start: 0, end: 0 },
    ]);
  });
});
