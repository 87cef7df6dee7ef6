import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAbridgement, hasWordsOfAuthor } from '../../../shared/domain/abridgement.ts';
import { readableQuote } from '../../../shared/domain/readable-quote.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { workTime } from '../../support/work-time.ts';

const QUOTE =
  'The agency will not assist federal agents in civil enforcement, unless a court has ordered it; its officers ' +
  'cannot detain a person on an unlawful warrant. It assists where the law-enforcement purpose is lawful.';

const kinds = (excerpt: string, quote = QUOTE): readonly string[] =>
  checkAbridgement(quote, excerpt).pieces.map(({ kind, text }) => `${kind} ${text}`);

describe('checkAbridgement', () => {
  it.each([
    ['the whole quote', QUOTE],
    ['a stretch from within a sentence', 'will not assist federal agents'],
    ['two stretches with an ellipsis', 'The agency will not assist … in civil enforcement'],
    ['three dots', 'The agency ... cannot detain a person'],
    ['spaced dots', 'The agency . . . cannot detain a person'],
    ['an ellipsis in brackets', 'The agency [...] cannot detain a person'],
    ['an ellipsis at both ends', '… will not assist federal agents …'],
    ['a changed first letter', '[I]ts officers cannot detain a person'],
    ['an added word', 'federal [immigration] agents in civil enforcement'],
    ['a replaced word', '[The Department] will not assist'],
    ['a word replaced within', 'will not assist [ICE] agents'],
    ['a changed ending', 'where the law-enforcement purpose is [held to be] lawful'],
    ['a changed ending of a word', 'It assist[ed] where'],
    ['a bracket after an ellipsis', 'The agency will not assist … [i]ts officers cannot detain'],
    ['an explanation', 'federal agents [of the Department] in civil enforcement'],
    ['a note', 'federal agents [sic] in civil enforcement'],
    ['who emphasized', 'federal agents [emphasis not in original] in civil enforcement'],
    ['a number', 'a court [No. 5] has ordered it'],
    ['other white space', 'The agency\n  will not assist'],
    ['an ellipsis where nothing is left out', 'The agency … will not assist'],
    ['words in brackets at the end', 'cannot detain a person [of any age]'],
    ['a negation in brackets that stands there', 'its officers can[not] detain'],
    ['a negation that is put back beside its ellipsis', 'The agency will … [not] … in civil enforcement'],
    ['a changed letter of a negative beginning', 'on an [Un]lawful warrant'],
  ])('takes %s', (_, excerpt) => {
    expect(checkAbridgement(QUOTE, excerpt).problem).toBeNull();
  });

  it.each([
    [
      'a dropped word',
      'The agency will assist federal agents',
      /After “The agency will” the quote goes on “not assist/,
    ],
    ['a word that is not there', 'The agency will never assist', /After “The agency will”/],
    ['other order', 'cannot detain a person … will not assist', /order must stay/],
    ['stretches joined without a mark', 'The agency cannot detain', /After “The agency”/],
    ['a part of a word', 'lawful warrant', /cuts a word/],
    ['a part of a word with a hyphen', 'enforcement purpose', /cuts a word/],
    ['a beginning of a word', 'The agency will not assist fed', /cuts a word/],
    ['an ellipsis within a word', 'an un…warrant', /./],
    ['a changed letter without a mark', 'Its officers cannot', /\[I\]ts/],
    ['a negation behind brackets', 'The agency will [gladly] assist', /Brackets hide/],
    ['a negation behind empty brackets', 'The agency will [] assist', /Brackets hide/],
    ['a condition behind brackets', 'in civil enforcement, [where] a court has ordered it', /Brackets hide/],
    ['a negative beginning behind brackets', 'on an []lawful warrant', /Brackets hide|cuts a word/],
    ['a negative ending behind brackets', 'its officers can[] detain', /Brackets hide/],
    ['a long stretch behind brackets', 'The agency [may] detain a person', /Brackets hide/],
    ['other punctuation', 'The agency will not assist federal agents in civil enforcement.', /goes on/],
    ['nothing', '', /Nothing/],
    ['marks alone', '… [the agency] …', /No words/],
  ])('finds %s', (_, excerpt, problem) => {
    expect(checkAbridgement(QUOTE, excerpt).problem).toMatch(problem);
  });

  it.each([
    ['There is no support for this plan', 'There is [now] support for this plan'],
    ['We will not honor any detainer', 'We will [notably] honor any detainer'],
    ['We assist if a judge signs', 'We assist [significantly] a judge signs'],
    ['We hardly ever assist the county', 'We [ ] assist the county'],
    ['We oppose the plan', 'We [support] the plan'],
    ['They failed to assist', 'They [came] to assist'],
  ])('finds what the sense of “%s” turns on behind the brackets of “%s”', (quote, excerpt) => {
    expect(checkAbridgement(quote, excerpt).problem).toMatch(/Brackets hide/);
  });

  it.each([
    ['We will assist', 'We will [not] assist', 'negation'],
    ['We will assist', 'We will [never] assist', 'negation'],
    ['We will assist', 'We will … [no longer] assist', 'negation'],
    ['There is support for it', 'There is [no] support for it', 'negation'],
    ['We are willing to assist', 'We are [un]willing to assist', 'negation'],
    ['We are willing to assist', 'We are [unwilling] to assist', 'negation'],
    ['We are willing to assist', 'We are [unw]illing to assist', 'negation'],
    ['We do assist', 'We d[on’t] assist', 'negation'],
    ['We do assist', 'We do[n’t] assist', 'negation'],
    ['We can assist', 'We can[not] assist', 'negation'],
    ['We will assist', 'We will [n][ot] assist', 'negation'],
    ['We take care', 'We take care[lessness]', 'negation'],
    ['We will assist', '[Never] We will assist', 'negation'],
    ['We detain anybody', 'We detain anybody [without cause]', 'negation'],
    ['We support the plan', 'We [oppose] the plan', 'negation'],
    ['We may assist', 'We [shall] assist', '“shall” in the place of “may”'],
    ['We may not assist', 'We [must not] assist', '“must” in the place of “may”'],
    ['We must assist', 'We m[ay] assist', '“may” in the place of “must”'],
  ])('finds what turns the sense of “%s” in the brackets of “%s”', (quote, excerpt, problem) => {
    expect(checkAbridgement(quote, excerpt).problem).toContain(problem);
  });

  it('takes a negation in brackets for the same negation', () => {
    expect(checkAbridgement('It will not, we repeat, assist', 'It [will not] assist').problem).toBeNull();
  });

  it('says what is left out, put in and cut off', () => {
    const { pieces, before, after } = checkAbridgement(
      QUOTE,
      'will not assist … [i]ts officers cannot detain [anybody]',
    );
    expect(pieces).toEqual([
      { kind: 'quoted', text: 'will not assist', start: 11, end: 26 },
      {
        kind: 'ellipsis',
        text: '…',
        omitted: 'federal agents in civil enforcement, unless a court has ordered it;',
      },
      { kind: 'inserted', text: '[i]', replaced: 'i' },
      { kind: 'quoted', text: 'ts officers cannot detain', start: 96, end: 121 },
      { kind: 'inserted', text: '[anybody]', replaced: '' },
    ]);
    expect([before, after]).toEqual([
      'The agency',
      'a person on an unlawful warrant. It assists where the law-enforcement purpose is lawful.',
    ]);
  });

  it('takes marks and brackets of the source itself for words of it', () => {
    const quote = 'We [sic] decline … to take part.';
    expect(kinds('We [sic] decline … to take part.', quote)).toEqual([
      'quoted We',
      'quoted [sic]',
      'quoted decline',
      'quoted …',
      'quoted to take part.',
    ]);
  });

  it('reads line-end hyphens and ligatures as they are printed', () => {
    expect(checkAbridgement('civil immi-\ngration en\ufb01rcement', 'immigration enfircement').problem).toBeNull();
  });

  it('gives up on what repeats itself rather than keep on', () => {
    const begin = workTime();
    const excerpt = `${'a [b] '.repeat(2000)}z`;
    expect(checkAbridgement('a c '.repeat(10_000), excerpt).problem).not.toBeNull();
    checkAbridgement('word '.repeat(20_000), `${'word … '.repeat(5000)}end`);
    expect(workTime() - begin).toBeLessThan(6000);
  });
});

/** Words of a quote, none of them a mark. */
const words = fc.array(fc.stringMatching(/^[a-zé]{1,8}[,;.]?$/u), { minLength: 4, maxLength: 60 });

describe('checkAbridgement, whatever the words', () => {
  it('takes any stretches in order with marks between them', () => {
    assertProperty(
      fc.property(words, fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 }), (all, cuts) => {
        const places = [...new Set(cuts.map((cut) => cut % all.length))].sort((a, b) => a - b);
        fc.pre(places.length >= 2);
        const stretches: string[] = [];
        for (let at = 0; at + 1 < places.length; at += 2) {
          stretches.push(all.slice(places[at], (places[at + 1] ?? 0) + 1).join(' '));
        }
        fc.pre(stretches.length > 0);
        expect(checkAbridgement(all.join(' '), stretches.join(' … ')).problem).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('takes brackets between any two words', () => {
    assertProperty(
      fc.property(words, fc.nat(1000), fc.stringMatching(/^[a-z]{1,10}$/), (all, place, added) => {
        const at = place % all.length;
        const excerpt = [...all.slice(0, at), `[zz${added}]`, ...all.slice(at)].join(' ');
        expect(checkAbridgement(all.join(' '), excerpt).problem).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('finds any word left out without a mark, unless the rest stands so anyway', () => {
    assertProperty(
      fc.property(words, fc.nat(1000), (all, place) => {
        const at = 1 + (place % (all.length - 2));
        const bare = all.map((word) => word.replace(/[,;.]/g, ''));
        const excerpt = bare.filter((_, index) => index !== at).join(' ');
        const quote = bare.join(' ');
        const isThere = ` ${readableQuote(quote)} `.includes(` ${readableQuote(excerpt)} `);
        expect(checkAbridgement(quote, excerpt).problem === null).toBe(isThere);
      }),
      { numRuns: 500 },
    );
  });

  it('finds any word that is put in without a mark', () => {
    assertProperty(
      fc.property(words, fc.nat(1000), (all, place) => {
        const at = place % (all.length + 1);
        const excerpt = [...all.slice(0, at), 'zzzq', ...all.slice(at)].join(' ');
        expect(checkAbridgement(all.join(' '), excerpt).problem).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('gives pieces that put together are the excerpt, and that stand where it says', () => {
    assertProperty(
      fc.property(words, fc.string(), (all, typed) => {
        const quote = all.join(' ');
        const source = readableQuote(quote);
        for (const excerpt of [typed, `${quote} ${typed}`]) {
          const { pieces } = checkAbridgement(quote, excerpt);
          expect(
            pieces
              .map(({ text }) => text)
              .join('')
              .replace(/\s+/g, ''),
          ).toBe(readableQuote(excerpt).replace(/\s+/g, ''));
          for (const piece of pieces) {
            if (piece.kind !== 'quoted' || piece.start === null || piece.end === null) continue;
            expect(source.slice(piece.start, piece.end)).toBe(piece.text);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('words of the author in brackets', () => {
  it('are told from capitals, ellipses and [sic]', () => {
    const changed = ['We will … [refuse] a warrant', 'the [county] jail', 'assist[ed]'];
    const plain = ['[T]he officers', 'They will […] assist', 'recieve [sic]', 'No brackets'];
    expect(changed.map(hasWordsOfAuthor)).toEqual([true, true, true]);
    expect(plain.map(hasWordsOfAuthor)).toEqual([false, false, false, false]);
  });
});
