import { describe, expect, it } from 'vitest';
import { findInText, HIT_LIMIT } from '../../../renderer/reader/find-in-text.ts';

function found(text: string, query: string): string[] {
  return findInText(text, query).map(({ start, end }) => text.slice(start, end));
}

describe('findInText', () => {
  it.each([
    ['whatever its case', 'The FBI and the fbi', 'Fbi', ['FBI', 'fbi']],
    ['across a line end', 'federal\nlaw, federal  law', 'federal law', ['federal\nlaw', 'federal  law']],
    ['across a hyphenated line end', 'immi-\ngration', 'immigration', ['immi-\ngration']],
    ['with curly quotes for straight ones', 'the bill’s “aim”', `bill's "aim"`, ['bill’s “aim”']],
    ['with dashes for hyphens', '2019–2020', '2019-2020', ['2019–2020']],
    ['with characters that mean something in patterns', 'sec. 5(a)[1]', '5(a)[1]', ['5(a)[1]']],
    ['not at all if it is blank', 'text', '  ', []],
  ])('finds a query %s', (_name, text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  it('stops at the limit', () => {
    expect(findInText('a '.repeat(HIT_LIMIT + 10), 'a')).toHaveLength(HIT_LIMIT);
  });
});
