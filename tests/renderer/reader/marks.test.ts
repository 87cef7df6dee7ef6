// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../renderer/reader/document-view.ts';
import { paintMargin, passageOfMargin } from '../../../renderer/reader/margin-painter.ts';
import {
  assignLevels,
  emphasise,
  paintMark,
  rectsOfPieces,
  withPieces,
} from '../../../renderer/reader/mark-painter.ts';
import { workTime } from '../../support/work-time.ts';

const RED = { color: '#aa0000', letter: 'O' };
const GREEN = { color: '#00aa00', letter: 'S' };

function aMark(id: string, start: number, end: number, tints = [RED]): Mark {
  return { id, start, end, tints, label: id };
}

describe('assignLevels', () => {
  it('stacks the underlines of passages that overlap and reuses the level of those that do not', () => {
    const levels = assignLevels([
      aMark('a', 0, 10, [RED, GREEN]),
      aMark('b', 5, 15),
      aMark('c', 12, 20),
      aMark('d', 30, 40),
    ]);
    expect([...levels]).toEqual([
      ['a', 0],
      ['b', 2],
      ['c', 0],
      ['d', 0],
    ]);
  });

  it('gives the longest of passages on the same words the lowest level, whichever comes first', () => {
    const levels = assignLevels([aMark('short', 0, 5), aMark('long', 2, 90), aMark('nested', 3, 40)]);
    expect([levels.get('long'), levels.get('nested'), levels.get('short')]).toEqual([0, 1, 2]);
  });

  it('levels ten thousand passages, a hundred of them on the same words, without delay', () => {
    const marks = Array.from({ length: 10_000 }, (_, at) => aMark(String(at), at < 100 ? 0 : at * 10, at * 10 + 8));
    const before = workTime();
    expect(assignLevels(marks).size).toBe(10_000);
    expect(workTime() - before).toBeLessThan(3000);
  });
});

describe('painting', () => {
  it('leaves words under many passages readable: tints fade, and underlines do not reach the next line', () => {
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    const groups = [0, 1, 2, 3].map((level) => paintMark(document, aMark('p', 0, 5), [rect], level, String));
    const shares = groups.map((group) => Number(group.style.getPropertyValue('--sp-share')));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(2);
    expect(groups.map((group) => group.querySelectorAll('.sp-stripe').length)).toEqual([1, 1, 0, 0]);
  });

  it('tints every line and underlines it once per stance', () => {
    const rects = [
      { x: 1, y: 2, width: 3, height: 4 },
      { x: 1, y: 8, width: 3, height: 4 },
    ];
    const group = paintMark(document, aMark('p', 0, 5, [RED, GREEN]), rects, 0, (value) => `${value}px`);
    expect(group.querySelectorAll('.sp-line')).toHaveLength(2);
    expect(group.querySelectorAll('.sp-stripe')).toHaveLength(4);
    expect(group.dataset.passageId).toBe('p');
  });

  it('takes the lines of every piece of a passage of several', () => {
    const mark = withPieces(aMark('p', 0, 5), [
      { start: 3, end: 5 },
      { start: 9, end: 12 },
    ]);
    const rects = rectsOfPieces(mark, ({ start, end }) => [{ x: start, y: 0, width: end - start, height: 1 }]);
    expect([mark.start, mark.end, rects.map(({ x, width }) => [x, width])]).toEqual([
      3,
      12,
      [
        [3, 2],
        [9, 3],
      ],
    ]);
    expect(withPieces(mark, [{ start: 1, end: 2 }])).toEqual(aMark('p', 1, 2));
  });
});

describe('the margin', () => {
  const beside = (mark: Mark, top: number, bottom: number) => ({ mark, extents: [{ top, bottom }], isFirst: true });

  it('names every passage for assistive technology, and marks an uncoded one by a dot', () => {
    const margin = document.createElement('div');
    paintMargin(margin, [beside(aMark('b', 5, 9, []), 12, 30), beside(aMark('a', 0, 5, [RED, GREEN]), 10, 28)]);
    const rows = [...margin.querySelectorAll('.sp-letters')].map((row) => ({
      letters: row.textContent,
      name: row.querySelector('button')?.getAttribute('aria-label'),
    }));
    expect(rows).toEqual([
      { letters: 'OS', name: 'a' },
      { letters: '•', name: 'b' },
    ]);
    emphasise(margin, 'a', 'b');
    expect(margin.querySelectorAll('[data-selected]')).toHaveLength(3);
    expect(margin.querySelector('.sp-letter[data-hovered]')?.textContent).toBe('•');
    emphasise(margin, null, 'a');
    expect(margin.querySelectorAll('[data-selected]')).toHaveLength(0);
    expect(margin.querySelector('.sp-letter[data-hovered]')?.textContent).toBe('O');
  });

  it('keeps the parts of a passage that has not changed', () => {
    const margin = document.createElement('div');
    const [a, b] = [aMark('a', 0, 5), aMark('b', 5, 9)];
    paintMargin(margin, [beside(a, 10, 28), beside(b, 50, 70)]);
    const before = [...margin.children];
    paintMargin(margin, [beside(a, 11, 29), beside(aMark('b', 5, 8), 50, 70)]);
    const after = [...margin.children];
    expect(after.filter((each) => before.includes(each))).toHaveLength(2);
  });

  it('chooses one after the other of the passages that are only counted', () => {
    const margin = document.createElement('div');
    const marks = Array.from({ length: 6 }, (_, at) => aMark(`p${at}`, at, at + 20));
    paintMargin(
      margin,
      marks.map((mark) => beside(mark, 10, 200)),
    );
    const more = margin.querySelector('.sp-more');
    expect(more?.textContent).toBe('+3');
    expect(passageOfMargin(more, null)).toBe('p3');
    expect(passageOfMargin(more, 'p3')).toBe('p4');
    expect(passageOfMargin(more, 'p5')).toBe('p3');
    expect(passageOfMargin(margin.querySelector('.sp-bar'), null)).toBe('p0');
    expect(passageOfMargin(document.body, null)).toBeNull();
  });
});
