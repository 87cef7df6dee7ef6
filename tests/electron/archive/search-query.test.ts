import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, type QueryNode } from '../../../electron/archive/search-query.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { workTime } from '../../support/work-time.ts';

/** The query in brackets, as it was understood. */
function show(node: QueryNode): string {
  switch (node.kind) {
    case 'term': {
      const words = node.isQuoted ? `"${node.words}"` : node.words;
      return `${node.field === null ? '' : `${node.field}:`}${words}${node.isPrefix ? '*' : ''}`;
    }
    case 'near':
      return `${node.field === null ? '' : `${node.field}:`}near${node.distance}(${node.terms.map(show).join(' ')})`;
    case 'not':
      return `not ${show(node.child)}`;
    default:
      return `${node.kind}(${node.children.map(show).join(' ')})`;
  }
}

const understood = (query: string): string | null => {
  const parsed = parseQuery(query);
  return parsed && show(parsed.node) + (parsed.fallback === null ? '' : ` [${parsed.fallback}]`);
};

describe('a query', () => {
  it.each([
    ['sheriff detainer', 'and(sheriff detainer)'],
    ['"court order"', '"court order"'],
    ['“court order”', '"court order"'],
    ['particip*', 'particip*'],
    ['a NEAR/5 b', 'near5(a b)'],
    ['a NEAR b', 'near10(a b)'],
    ['NEAR(a b, 5)', 'near5(a b)'],
    ['NEAR("a b" c*) d', 'and(near10("a b" c*) d)'],
    ['note:NEAR(a b c,3) OR d', 'or(note:near3(note:a note:b note:c) d)'],
    ['NEAR(a, 5)', 'a'],
    ['NEAR(a OR b, 5)', 'and(a b, 5) [NEAR stands between words or phrases only]'],
    ['a NEAR/3 "b c" NEAR/7 d', 'near7(a "b c" d)'],
    ['"a b"~5', 'near5(a b)'],
    ['a AND b', 'and(a b)'],
    ['a OR b c', 'or(a and(b c))'],
    ['a NOT b', 'and(a not b)'],
    ['a -b', 'and(a not b)'],
    ['co-operate', 'co-operate'],
    ['(a OR b) c', 'and(or(a b) c)'],
    ['title:memo', 'title:memo'],
    ['title:(a OR "b c")', 'or(title:a title:"b c")'],
    ['-agency:FBI', 'not agency:FBI'],
    ['quote:"will not" note:x', 'and(quote:"will not" note:x)'],
    ['http://example.org', 'http://example.org'],
    ['a a A', 'and(a A)'],
    ['and or not', 'and(and or not)'],
  ])('%j is read as %j', (query, expected) => expect(understood(query)).toBe(expected));

  it.each([
    ['sheriff" OR', 'sheriff [a quotation mark is not closed]'],
    ['police AND (', 'police [a parenthesis is not closed]'],
    ['a) b', 'and(a b) [a parenthesis is closed that was not opened]'],
    ['a OR', 'a [OR has nothing after it]'],
    ['OR a', 'a [OR has nothing before it]'],
    ['a AND', 'a [AND has nothing after it]'],
    ['a NOT', 'a [NOT has nothing after it]'],
    ['NEAR/5 a', 'a [NEAR stands between no two words]'],
    ['a NEAR (b OR c)', 'and(a b c) [NEAR stands between words or phrases only]'],
  ])('%j is looked for as words', (query, expected) => expect(understood(query)).toBe(expected));

  it.each(['', '   ', '"', '()', '***', '-', '"" ""', '\u0000'])('%j asks for nothing', (query) =>
    expect(understood(query)).toBeNull(),
  );

  it('of a thousand words is looked for by the first, whatever their depth', () => {
    const words = Array.from({ length: 1000 }, (_, index) => `w${index}`);
    expect(parseQuery(words.join(' '))).toMatchObject({ fallback: 'it has more than 64 words' });
    expect(parseQuery(`${'('.repeat(500)}a${')'.repeat(500)}`)).toMatchObject({
      fallback: 'its parentheses lie too deep in each other',
    });
  });

  it('is never an error', () => {
    const piece = fc.constantFrom(
      ...[
        'AND',
        'OR',
        'NOT',
        'NEAR/5',
        'NEAR',
        '"',
        '(',
        ')',
        '-',
        '*',
        '~3',
        'title:',
        'agency:',
        'a',
        'b',
        '\u0000',
        ' ',
      ],
    );
    const queries = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((list) => list.join('')),
      fc.array(piece).map((list) => list.join(' ')),
    );
    assertProperty(
      fc.property(queries, (query) => void parseQuery(query)),
      { numRuns: 2000 },
    );
  });

  it('of ten thousand characters is read in no time', () => {
    for (const query of [
      '('.repeat(10_000),
      '"'.repeat(10_001),
      'a '.repeat(5_000),
      '-'.repeat(10_000),
      'a:'.repeat(5_000),
    ]) {
      const start = workTime();
      parseQuery(query);
      expect(workTime() - start).toBeLessThan(1000);
    }
  });
});
