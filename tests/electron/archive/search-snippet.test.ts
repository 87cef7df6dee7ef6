import { describe, expect, it } from 'vitest';
import { findPlaces, MARK_END, MARK_START, readMarks } from '../../../electron/archive/search-snippet.ts';

const mark = (text: string): string => text.replaceAll('[', MARK_START).replaceAll(']', MARK_END);
const FILLER = 'one two three four five six seven eight nine ten '.repeat(12);

describe('the places of a text', () => {
  it('are told from the marks of the engine', () => {
    expect(readMarks(mark('a [b] c [d e]'))).toEqual({
      text: 'a b c d e',
      spans: [
        [2, 3],
        [6, 9],
      ],
    });
  });

  it('begin with the one where the words are together, wherever it stands', () => {
    const text = mark(`The [police] came. ${FILLER}The [order] was read. ${FILLER}A [police] [order] here. ${FILLER}`);
    const { count, snippets } = findPlaces(text, 2);
    expect(count).toBe(3);
    const [best, next] = snippets;
    expect(best?.snippet).toContain('A police order here.');
    expect(best?.marks.map(([from, to]) => best.snippet.slice(from, to))).toEqual(['police', 'order']);
    const plain = readMarks(text).text;
    expect(plain.slice(...(best?.place ?? [0, 0]))).toBe('police order');
    expect(next?.snippet).toContain('The police came.');
  });

  it('of one word are in the order of the text', () => {
    const { count, snippets } = findPlaces(mark(`[jail] ${FILLER}[jails] ${FILLER}[jail]`), 9);
    expect([count, snippets.map(({ place }) => place?.[0])]).toEqual([3, [0, 593, 1187]]);
  });

  it('show every found word of the stretch they show', () => {
    const [first] = findPlaces(mark('[law] and [order] and [law] and no [order] at all'), 1).snippets;
    expect(first?.marks.map(([from, to]) => first.snippet.slice(from, to))).toEqual(['law', 'order', 'law', 'order']);
  });

  it('are none where nothing was found', () => {
    expect(findPlaces('nothing here', 3)).toEqual({ count: 0, snippets: [] });
  });
});
