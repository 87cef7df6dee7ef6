import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIND_LOOSELY,
  type FindOptions,
  findInText,
  HIT_LIMIT,
  hitsAround,
  indexForFind,
} from '../../../renderer/reader/find-in-text.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { workTime } from '../../support/work-time.ts';

function found(text: string, query: string, options: Partial<FindOptions> = {}): string[] {
  const all = { ...FIND_LOOSELY, ...options };
  return findInText(indexForFind(text, all), query, all.wholeWord).map(({ start, end }) => text.slice(start, end));
}

describe('findInText', () => {
  it.each([
    ['case is not minded', 'The ACT and the act', 'act', ['ACT', 'act']],
    ['any white space stands between words', 'National\n  Park Service', 'national park', ['National\n  Park']],
    ['a word hyphenated at a line end is one', 'the appropri-\nation of funds', 'appropriation', ['appropri-\nation']],
    ['a soft hyphen is no letter', 'appro\u00adpriation', 'appropriation', ['appro\u00adpriation']],
    ['a hyphenated line end may be a hyphen of the word', 'a well-\nknown act', 'well-known', ['well-\nknown']],
    ['a hyphen that was not asked for keeps words apart', 'a well-known act', 'wellknown', []],
    ['a hyphen asked for must be there', 'an underline act', 'under-line', []],
    ['quotation marks have one shape', 'the “major” rule', '"major"', ['“major”']],
    ['apostrophes have one shape', 'the agency’s view', "agency's", ['agency’s']],
    ['dashes have one shape', 'pages 3–9', '3-9', ['3–9']],
    ['ligatures are letters', 'the o\ufb03ce', 'office', ['o\ufb03ce']],
    ['accents are not minded', 'résumé and re\u0301sume\u0301', 'resume', ['résumé', 're\u0301sume\u0301']],
    ['a query of signs is no pattern', 'cost (a+b) $5.00', '(a+b) $5.', ['(a+b) $5.']],
    ['a blank query finds nothing', 'a b', '   ', []],
    ['hits do not overlap', 'aaaa', 'aa', ['aa', 'aa']],
  ])('%s', (_name, text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  it('minds case if asked', () => {
    expect(found('The ACT and the Act', 'Act', { matchCase: true })).toEqual(['Act']);
  });

  it('minds accents if asked, and takes no part of a letter', () => {
    expect(found('resume résumé', 'resume', { matchDiacritics: true })).toEqual(['resume']);
    expect(found('resume résumé re\u0301sume\u0301', 'résumé', { matchDiacritics: true })).toHaveLength(2);
    expect(found('caf\u00e9', 'cafe', { matchDiacritics: true })).toEqual([]);
  });

  it('finds whole words if asked', () => {
    const options = { wholeWord: true };
    expect(found('act action react act-based ACT.', 'act', options)).toEqual(['act', 'act', 'ACT']);
    expect(found('the re-\nact of', 'act', options)).toEqual([]);
    expect(found('die Äcte und ät', 'at', options)).toEqual(['ät']);
    expect(found('see (a) and ba)', '(a)', options)).toEqual(['(a)']);
  });

  it('gives places of the text itself, whatever stands before them', () => {
    const text = '\ufeff“Ærø”… ﬁn\u00adal\u200b — résumé 👩‍👩‍👧 the Statement of Policy';
    expect(found(text, 'statement')).toEqual(['Statement']);
  });

  it('counts no more hits than it says', () => {
    expect(findInText(indexForFind('a '.repeat(HIT_LIMIT + 10), FIND_LOOSELY), 'a')).toHaveLength(HIT_LIMIT);
  });

  it('finds every word of a text at its place', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé]{1,8}$/u), { minLength: 1, maxLength: 12 });
    assertProperty(
      fc.property(words, fc.nat(), (list, pick) => {
        const text = list.join(' ');
        const word = list[pick % list.length] ?? '';
        const hits = found(text, word, { matchDiacritics: true, matchCase: true, wholeWord: true });
        expect(hits).toEqual(list.filter((each) => each === word));
      }),
    );
  });

  it('searches a megabyte at once', () => {
    const text = 'The Administration opposes the résumé of H.R. 4505, and the De-\npartment agrees. '.repeat(13_000);
    const begin = workTime();
    const index = indexForFind(text, FIND_LOOSELY);
    const built = workTime();
    expect(findInText(index, 'department agrees')).toHaveLength(13_000);
    expect(workTime() - built).toBeLessThan(1000);
    expect(built - begin).toBeLessThan(8_000);
  });
});

describe('hitsAround', () => {
  const hits = Array.from({ length: 10 }, (_, start) => ({ start, end: start + 1 }));

  it.each([
    [0, 0, 0],
    [5, 3, 2],
    [9, 6, 3],
    [-1, 0, -1],
  ])('keeps hit %i among the four painted', (current, first, at) => {
    expect(hitsAround(hits, current, 4)).toEqual({ hits: hits.slice(first, first + 4), current: at });
  });

  it('keeps all if they are few', () => {
    expect(hitsAround(hits, 3, 10)).toEqual({ hits, current: 3 });
  });
});
