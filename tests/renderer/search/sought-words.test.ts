import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksIn, soughtWords } from '../../../renderer/search/sought-words.ts';
import { assertProperty } from '../../support/assert-property.ts';

/** The text with what is marked in brackets. */
function marked(query: string, text: string, where: 'quote' | 'note' = 'quote', stemming = true): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of marksIn(text, soughtWords(query, stemming), where)) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}

describe('the words of a query', () => {
  it.each([
    ['police', 'The Police, and policy.', 'The [Police], and policy.'],
    ['participate', 'It participates in participation.', 'It [participates] in [participation].'],
    ['detainer orders', 'Detained by order.', '[Detained] by [order].'],
    ['"court order"', 'A court order, no court orders.', 'A [court order], no court orders.'],
    ['partic*', 'particular parts', '[particular] parts'],
    ['cafe', 'The Café.', 'The [Café].'],
    ['police NOT sheriff -jail', 'police sheriff jail', '[police] sheriff jail'],
    ['police NOT (sheriff OR jail)', 'police sheriff jail', '[police] sheriff jail'],
    ['agency:police stance:(opposes OR supports) jail', 'police opposes jail', 'police opposes [jail]'],
    ['NEAR(warrant judge, 5) OR a NEAR/3 b', 'judge warrant', '[judge] [warrant]'],
    ['note:telling quote:jail', 'telling jail', 'telling [jail]'],
    ['', 'nothing', 'nothing'],
  ])('%s marks %s', (query, text, expected) => expect(marked(query, text)).toBe(expected));

  it('marks in notes what is asked of notes, and the words alone where forms do not count', () => {
    expect(marked('note:telling quote:jail', 'telling jail', 'note')).toBe('[telling] jail');
    expect(marked('detainer', 'detainer detainers', 'quote', false)).toBe('[detainer] detainers');
  });

  it('marks whole words of the text, in order, whatever is typed', () => {
    assertProperty(
      fc.property(fc.string(), fc.string(), (query, text) => {
        let at = 0;
        for (const [start, end] of marksIn(text, soughtWords(query, true), 'quote')) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          at = end;
        }
      }),
    );
  });
});
