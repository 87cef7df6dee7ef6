import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../shared/domain/abridgement.ts';
import { abridgementFault, replacedWords } from '../../../shared/domain/abridgement-replacements.ts';

const QUOTE = 'We carry out federal orders, and the Sheriff assists agents who ask for it in writing.';

const found = (excerpt: string, quote = QUOTE): readonly (readonly [string, string, boolean])[] =>
  replacedWords(quote, excerpt).map(({ shown, replaced, isNaming }) => [shown, replaced, isNaming]);

describe('replacedWords', () => {
  it.each([
    ['a verb behind one that is no refusal', 'We [ignore] federal orders', '[ignore]', 'carry out'],
    ['a verb within the quote', 'the Sheriff [hinders] agents', '[hinders]', 'assists'],
    ['part of a word that makes another of it', 'the Sheriff [re]sists agents', '[re]sists', 'assists'],
    ['a verb and its adverb', 'We [are slow to take up] federal orders', '[are slow to take up]', 'carry out'],
    ['a word that changes a relation', 'federal orders, [or] the Sheriff', '[or]', 'and'],
    ['a verb before the words that stay', '[We refuse] federal orders', '[We refuse]', 'We carry out'],
    ['a verb after the words that stay', 'We carry out federal [demands]', '[demands]', 'orders'],
    ['a verb beside an ellipsis', 'We … [refuse] … federal orders', '[refuse]', 'carry out'],
    ['words that are dropped without an ellipsis', 'the Sheriff [who] ask for it', '[who]', 'assists agents who'],
    ['an auxiliary behind a verb', 'They [attack] us', '[attack]', 'are with'],
  ])('finds %s', (what, excerpt, shown, replaced) => {
    const quote = what === 'an auxiliary behind a verb' ? 'They are with us' : QUOTE;
    expect(found(excerpt, quote)).toEqual([[shown, replaced, false]]);
  });

  it.each([
    ['a noun behind another', 'We carry out [the county’s] orders', '[the county’s]', 'federal'],
    ['a name behind another', 'We carry out federal orders, and [Smith] assists agents', '[Smith]', 'the Sheriff'],
  ])('finds %s, and that both name something', (_, excerpt, shown, replaced) => {
    expect(found(excerpt)).toEqual([[shown, replaced, true]]);
  });

  it.each([
    ['the whole quote', QUOTE],
    ['an ellipsis alone', 'We carry out … orders'],
    ['a changed capital', '[T]he Sheriff assists agents'],
    ['a noun in the place of a pronoun', '[The Department] carr[ies] out federal orders'],
    ['a noun in the place of a pronoun within', 'ask for [the Sheriff’s help] in writing'],
    ['another number of a verb', 'We carry out federal order[]'],
    ['another tense of a verb', 'the Sheriff assist[ed] agents'],
    ['another tense of a whole word', 'the Sheriff [assisted] agents'],
    ['another tense of an irregular verb', 'agents who [asked] for it'],
    ['an explanation beside words that stay', 'federal [court] orders'],
    ['an explanation at the end', 'We carry out federal orders [of a court]'],
    ['an explanation in commas’ place', 'We carry out federal orders [ICE]'],
    ['a note', 'We carry out federal orders … [sic]'],
    ['who emphasized', 'We carry out federal orders [emphasis added]'],
    ['a word put back beside its ellipsis', 'We … federal orders … [assist] … agents'],
    ['a connecting word beside an ellipsis', 'We carry out federal orders … [and] … in writing'],
    ['what is no abridgement at all', 'Never [refuse] anything'],
  ])('takes %s', (_, excerpt) => {
    expect(found(excerpt)).toEqual([]);
  });

  it.each([
    ['We were held there', 'We [are] held there'],
    ['They took and gave notice', 'They [take] and [give] notice'],
    ['It has begun to pay', 'It [began] to pay'],
    ['The cities are free', 'The [city] [is] free'],
    ['We are planning for it', 'We are [plan] for it'],
    ['Their statement stands', '[The Department’s] statement stands'],
    ['She said that this was so', '[The Sheriff] said that [the rule] was so'],
  ])('takes the number and tense of the same words: “%s” as “%s”', (quote, excerpt) => {
    expect(found(excerpt, quote)).toEqual([]);
  });
});

describe('abridgementFault', () => {
  it('refuses words left out unmarked, and words that brackets replace by others', () => {
    expect(abridgementFault(QUOTE, 'We carry federal orders')).toMatch(/\S/);
    expect(abridgementFault(QUOTE, 'We [ignore] federal orders')).toBe(
      '“[ignore]” stands in the place of “carry out”: brackets may explain words or put them into another form, not replace them.',
    );
  });

  it('takes what is marked and explains, and leaves two names of one thing to a person', () => {
    expect(abridgementFault(QUOTE, '[The Department] carr[ies] out … orders')).toBeNull();
    expect(abridgementFault(QUOTE, 'We carry out federal orders, and [Smith] assists agents')).toBeNull();
  });
});

describe('wordingOf', () => {
  it('tells a whole quote, one that is abridged, and one that has words of its author', () => {
    expect(wordingOf(QUOTE, null)).toBe('whole');
    expect(wordingOf(QUOTE, QUOTE)).toBe('whole');
    expect(wordingOf(QUOTE, 'We carry out … orders')).toBe('abridged');
    expect(wordingOf(QUOTE, '[t]he Sheriff assists agents [sic]')).toBe('abridged');
    expect(wordingOf(QUOTE, 'We [refuse] federal orders')).toBe('author-words');
    expect(wordingOf(QUOTE, 'the Sheriff assist[ed] agents')).toBe('author-words');
  });

  it('takes brackets of the source for words of the source', () => {
    expect(wordingOf('We decline [redacted] to take part in it.', 'We decline [redacted] to take part')).toBe(
      'abridged',
    );
  });
});
