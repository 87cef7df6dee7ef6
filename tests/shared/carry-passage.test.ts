import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { describe, indexText } from '../../shared/anchoring.ts';
import { type CarriedPassage, type CarrySource, carryPassage } from '../../shared/carry-passage.ts';
import type { Placement } from '../../shared/domain/passage.ts';
import { compareTexts } from '../../shared/redline.ts';
import { assertProperty } from '../support/assert-property.ts';

const FIRST = `STATEMENT OF ADMINISTRATION POLICY
H.R. 268 – Supplemental Appropriations Act

The Administration strongly supports additional funding for disaster relief. It looks
forward to working with the Congress on this bill.

The Administration opposes section 12 of the bill, because it would delay assis-
tance to those who need it most. It is not the policy of the U.S. Government to support delays.

The Department thanks its partners.`;

function passageOf(text: string, words: string): CarriedPassage {
  const start = text.indexOf(words);
  if (start === -1) throw new Error(`The text lacks “${words}”`);
  return { quote: words, start, end: start + words.length, selectors: describe(text, start, start + words.length) };
}

const sourceOf = (text: string, other: string): CarrySource => ({
  text: indexText(text),
  redline: compareTexts(text, other),
});

function carry(text: string, words: string, other: string, isOwnTextKnown = true): Placement {
  const target = { version: 2, text: indexText(other), pages: [] };
  return carryPassage(passageOf(text, words), isOwnTextKnown ? sourceOf(text, other) : null, target);
}

const SUPPORT = 'The Administration strongly supports additional funding for disaster relief.';
const DELAY = 'it would delay assis-\ntance to those who need it most';
const POLICY = 'to support delays';

group('carryPassage', () => {
  it.each([
    ['the text is the same', SUPPORT, (text: string) => text],
    ['lines break elsewhere', SUPPORT, (text: string) => text.replace(/\n(?=\S)/g, ' ').replace('assis- ', 'assis')],
    ['a hyphen at a line end went', DELAY, (text: string) => text.replace('assis-\ntance', 'assistance')],
    ['a paragraph came in before', DELAY, (text: string) => `A new heading of the paper.\n\n${text}`],
    ['something far away changed', DELAY, (text: string) => text.replace('partners', 'neighbours and friends')],
  ])('anchors where %s', (_name, words, change) => {
    const other = change(FIRST);
    const { outcome, start, end, quote, score } = carry(FIRST, words, other);
    expect({ outcome, score }).toEqual({ outcome: 'anchored', score: 1 });
    expect(other.slice(start ?? 0, end ?? 0)).toBe(quote);
    expect(quote?.replace(/-\n/g, '').replace(/\s+/g, ' ')).toBe(words.replace(/-\n/g, '').replace(/\s+/g, ' '));
  });

  it.each([
    ['a word of it changed', SUPPORT, ['strongly supports', 'supports']],
    ['a word was put before it in its sentence', POLICY, ['It is not the policy', 'It is the policy']],
    [
      'a negation stands right before it now',
      SUPPORT,
      ['The Administration strongly', 'Not so: The Administration strongly'],
    ],
    ['its sentence goes on otherwise', DELAY, ['need it most.', 'need it most, unless the Senate agrees.']],
    [
      'the sentence before it is another one',
      DELAY,
      ['The Administration opposes section 12', 'Nobody minds the twelfth section'],
    ],
    [
      'its paragraph stands elsewhere',
      POLICY,
      [/(The Administration opposes[\s\S]*delays\.)\n\n(The Dep.*)/, '$2\n\n$1'],
    ],
    [
      'the paragraph after it went',
      SUPPORT,
      [/ It looks[\s\S]*?bill\./, ' Nothing else was said about the matter at all.'],
    ],
  ] as const)('hands over for review where %s', (_name, words, [from, to]) => {
    const { outcome, quote, score } = carry(FIRST, words, FIRST.replace(from, to));
    expect({ outcome, isThere: quote !== null, isCertain: score === 1 }).toEqual({
      outcome: 'moved',
      isThere: true,
      isCertain: false,
    });
  });

  it('hands over for review what stands twice with the same surroundings', () => {
    const filler = 'The first paragraph of the paper says nothing of note, and neither does the one after it. '.repeat(
      3,
    );
    const block = `${filler}\n\nWe thank the officers. The City will not take part. We thank the officers.\n\n${filler}`;
    expect(carry(block, 'The City will not take part.', `${block}\n\n${block}`).outcome).toBe('moved');
    expect(carry(block, 'The City will not take part.', block).outcome).toBe('anchored');
  });

  it('tells equal sentences apart by what stands further away', () => {
    const rows = ['Alder', 'Birch', 'Cedar'].map(
      (name) =>
        `${name} County has answered the letter of the State.\n\nThe agency supports the bill. It will take part.\n\n`,
    );
    const text = rows.join('');
    const second = text.indexOf('The agency', text.indexOf('Birch'));
    const quote = 'The agency supports the bill.';
    const passage = {
      quote,
      start: second,
      end: second + quote.length,
      selectors: describe(text, second, second + quote.length),
    };
    const other = `Some words before.\n\n${text}`;
    const placement = carryPassage(passage, sourceOf(text, other), { version: 2, text: indexText(other), pages: [] });
    expect(placement).toMatchObject({ outcome: 'anchored', start: second + 20 });
  });

  it('says lost where the words are gone', () => {
    const other = FIRST.replace(/The Administration strongly[\s\S]*?on this bill\./, 'This part was left out.');
    expect(carry(FIRST, SUPPORT, other)).toEqual({
      version: 2,
      outcome: 'lost',
      decision: null,
      start: null,
      end: null,
      page: null,
      quote: null,
      score: 0,
    });
  });

  it('goes by the stored context where the old text cannot be had', () => {
    expect(carry(FIRST, SUPPORT, `Heading.\n\n${FIRST}`, false).outcome).toBe('anchored');
    expect(carry(FIRST, SUPPORT, FIRST.replace('strongly ', ''), false).outcome).toBe('moved');
  });

  it('names the page', () => {
    const other = `Cover sheet\f${FIRST}`;
    const pages = [
      { number: 1, label: null, start: 0, end: 12, width: 612, height: 792 },
      { number: 2, label: null, start: 12, end: other.length, width: 612, height: 792 },
    ];
    const target = { version: 3, text: indexText(other), pages };
    expect(carryPassage(passageOf(FIRST, SUPPORT), sourceOf(FIRST, other), target)).toMatchObject({
      version: 3,
      page: 2,
    });
  });

  it('never anchors other words than those of the passage, whatever became of the text', () => {
    const words = FIRST.split(/(?<=\s)/);
    assertProperty(
      fc.property(
        fc.nat(words.length - 4),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.tuple(fc.nat(words.length - 1), fc.constantFrom('', 'not ', 'never did ', '\n', 'Act. ')), {
          maxLength: 8,
        }),
        (from, length, edits) => {
          const quote = words
            .slice(from, from + length)
            .join('')
            .trim();
          fc.pre(quote !== '' && FIRST.indexOf(quote) !== -1);
          const start = words.slice(0, from).join('').length;
          fc.pre(FIRST.slice(start, start + quote.length) === quote);
          const changed = [...words];
          for (const [at, put] of edits) changed[at] = put;
          const other = changed.join('');
          const selectors = describe(FIRST, start, start + quote.length);
          const placement = carryPassage(
            { quote, start, end: start + quote.length, selectors },
            sourceOf(FIRST, other),
            {
              version: 2,
              text: indexText(other),
              pages: [],
            },
          );
          if (placement.outcome !== 'anchored') return;
          const plain = (text: string): string => text.replace(/-\n/g, '').replace(/[\s-]+/g, '');
          expect(plain(other.slice(placement.start ?? 0, placement.end ?? 0))).toBe(plain(quote));
        },
      ),
    );
  });

  it('shows a person the place of a sentence that lost a word and the words on one side, rather than losing it', () => {
    const words = 'The Mayor strongly opposes section 12';
    const rest = ', because it would delay help to those who need it.';
    const other = `IMAGE\fThe Mayor opposes section 12${rest}`;
    const placement = carry(`Cover.\f${words}${rest}`, words, other);
    expect(placement).toMatchObject({ outcome: 'moved', decision: null, quote: 'The Mayor opposes section 12' });
    expect(carry(`Cover.\f${words}${rest}`, words, 'IMAGE\fThe Council meets on Monday.').outcome).toBe('lost');
  });
});
