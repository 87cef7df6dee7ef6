import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ExcerptState,
  keptExcerpt,
  removeWords,
  typeInto,
} from '../../../../renderer/briefings/composer/excerpt-edit.ts';
import { checkAbridgement } from '../../../../shared/domain/abridgement.ts';
import { assertProperty } from '../../../support/assert-property.ts';

/** "The |city| will" → the text without bars, what is between them selected. */
function at(marked: string): ExcerptState {
  const start = marked.indexOf('|');
  const text = marked.replace(/\|/g, '');
  const second = marked.indexOf('|', start + 1);
  return { text, start, end: second === -1 ? start : second - 1 };
}

function show({ text, start, end }: ExcerptState): string {
  return start === end
    ? `${text.slice(0, start)}|${text.slice(start)}`
    : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
}

describe('editing an excerpt', () => {
  it.each([
    ['marks words that are taken out', 'The city |will, if asked,| assist.', 'The city …| assist.'],
    [
      'takes whole words however little of them is selected',
      'The city wi|ll, if as|ked, assist.',
      'The city …|, assist.',
    ],
    ['needs no mark at the beginning', '|The city will| assist.', '|assist.'],
    ['needs no mark at the end', 'The city will| assist.|', 'The city will|'],
    ['joins gaps', 'The … |will| … assist.', 'The …| assist.'],
    ['takes brackets away without a mark', 'The city |[sic]| will', 'The city| will'],
  ])('%s', (_name, before, after) => {
    expect(show(removeWords(at(before), -1))).toBe(after);
  });

  it.each([
    ['the word before by Backspace', 'The city| will', -1, 'The …| will'],
    ['the word after by Delete', 'The |city will', 1, 'The …| will'],
    ['a letter within brackets', 'The [Cit|] will', -1, 'The [Ci|] will'],
    ['brackets with their last letter', 'The [C|] will', -1, 'The| will'],
    ['nothing at the beginning', '|The city', -1, '|The city'],
  ] as const)('takes out %s', (_name, before, direction, after) => {
    expect(show(removeWords(at(before), direction))).toBe(after);
  });

  it.each([
    ['opens brackets', 'The | city', 'new', 'The [new|] city'],
    ['replaces exactly what is selected', '|t|he city', 'T', '[T|]he city'],
    ['goes on in brackets', 'The [n|] city', 'e', 'The [ne|] city'],
    ['leaves brackets by closing them', 'The [new|] city', ']', 'The [new]| city'],
    ['puts a blank between words in brackets', 'Of [the|] city', ' ', 'Of [the |] city'],
    ['keeps blanks at both ends while typing goes on', 'Of |it| here', ' the ', 'Of [ the |] here'],
    ['takes a no-break space for a blank', 'Of [the|] city', '\u00a0', 'Of [the |] city'],
    ['takes no blank outside of brackets', 'The| city', ' ', 'The| city'],
  ])('typing %s', (_name, before, typed, after) => {
    expect(show(typeInto(at(before), typed))).toBe(after);
  });

  it('keeps every excerpt made by taking words out a faithful abridgement', () => {
    const whole = 'The city will, if a judge has signed the warrant, help federal officers to carry it out.';
    const gesture = fc.record({ a: fc.nat(), b: fc.nat(), forward: fc.boolean() });
    assertProperty(
      fc.property(fc.array(gesture, { minLength: 1, maxLength: 5 }), (gestures) => {
        let state: ExcerptState = { text: whole, start: 0, end: 0 };
        for (const { a, b, forward } of gestures) {
          const size = state.text.length + 1;
          const start = Math.min(a % size, b % size);
          const end = Math.max(a % size, b % size);
          state = removeWords({ ...state, start, end }, forward ? 1 : -1);
        }
        const { problem } = checkAbridgement(whole, state.text);
        expect(state.text === '' || !/\p{L}/u.test(state.text) || problem === null, `${state.text}: ${problem}`).toBe(
          true,
        );
      }),
    );
  });

  it('keeps every blank that is typed within brackets, and takes those at the ends off when it is done', () => {
    const whole = 'The sheriff has to know of it before the day.';
    const start = whole.indexOf('it');
    const keys = fc.array(fc.constantFrom('a', 'é', '-', ' ', '\u00a0'), { minLength: 1, maxLength: 12 });
    assertProperty(
      fc.property(keys, (typed) => {
        let state: ExcerptState = { text: whole, start, end: start + 2 };
        for (const key of typed) state = typeInto(state, key);
        const words = typed.join('').replace(/\u00a0/g, ' ');
        expect(show(state)).toBe(whole.replace('it', `[${words}|]`));
        const inside = words.replace(/ +/g, ' ').trim();
        expect(keptExcerpt(whole, state.text)).toBe(whole.replace('it', inside === '' ? '[…]' : `[${inside}]`));
      }),
    );
  });

  it('leaves brackets of the quote itself as they stand in it', () => {
    expect(keptExcerpt('Box [ ] or [ x ] there', 'Box [ ] or [ x ]')).toBe('Box [ ] or [ x ]');
  });

  it('keeps no excerpt where all words are shown', () => {
    expect(keptExcerpt('The  city', 'The city ')).toBeNull();
    expect(keptExcerpt('The city', 'city')).toBe('city');
  });
});
