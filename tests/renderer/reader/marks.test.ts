// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../renderer/reader/document-view.ts';
import { assignLevels, emphasise, paintLetters, paintMark } from '../../../renderer/reader/mark-painter.ts';

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
});

describe('painting', () => {
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

  it('marks an uncoded passage by a dot and names every passage for assistive technology', () => {
    const margin = document.createElement('div');
    paintLetters(document, margin, [
      { mark: aMark('b', 5, 9, []), y: 12 },
      { mark: aMark('a', 0, 5, [RED, GREEN]), y: 10 },
    ]);
    const rows = [...margin.children].map((row) => ({
      top: row instanceof HTMLElement ? row.style.top : '',
      letters: row.textContent,
      name: row.querySelector('button')?.getAttribute('aria-label'),
    }));
    expect(rows).toEqual([
      { top: '10px', letters: 'OS', name: 'a' },
      { top: '31px', letters: '•', name: 'b' },
    ]);
    emphasise(margin, 'a', 'b');
    expect(margin.querySelectorAll('[data-selected]')).toHaveLength(2);
    expect(margin.querySelector('[data-hovered]')?.textContent).toBe('•');
  });
});
