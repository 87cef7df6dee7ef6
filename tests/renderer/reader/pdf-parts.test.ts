import { describe, expect, it } from 'vitest';
import { joinParts } from '../../../renderer/reader/byte-parts.ts';
import { outlineTree } from '../../../renderer/reader/outline-tree.ts';
import { picturesOf } from '../../../renderer/reader/pdf-dark.ts';

describe('parts of a file', () => {
  it('that lie side by side are read at once, in whatever order they are asked for', () => {
    const parts = [
      { begin: 20, end: 30 },
      { begin: 0, end: 10 },
      { begin: 10, end: 20 },
      { begin: 50, end: 60 },
    ];
    expect(joinParts(parts, 100)).toEqual([
      { begin: 0, end: 30 },
      { begin: 50, end: 60 },
    ]);
  });

  it('are not joined beyond the most that is read at once', () => {
    const parts = [0, 10, 20, 30].map((begin) => ({ begin, end: begin + 10 }));
    expect(joinParts(parts, 20)).toEqual([
      { begin: 0, end: 20 },
      { begin: 20, end: 40 },
    ]);
  });
});

describe('headings', () => {
  it('come under the nearest one before that ranks higher, without gaps in the levels', () => {
    const headings = [
      ['One', 1],
      ['Deep', 4],
      ['Less deep', 2],
      ['Two', 1],
    ] as const;
    const tree = outlineTree(headings.map(([title, rank]) => ({ title, rank, destination: null })));
    expect(tree).toMatchObject([
      {
        title: 'One',
        level: 0,
        children: [
          { title: 'Deep', level: 1 },
          { title: 'Less deep', level: 1 },
        ],
      },
      { title: 'Two', level: 0, children: [] },
    ]);
  });
});

describe('pictures on a dark page', () => {
  it('are told apart from a scan that fills the page', () => {
    const small = [0.1, 0.1, 0.1, 0.3, 0.4, 0.1];
    const scan = [0, 0, 0, 1, 1, 0];
    expect(picturesOf([...scan, ...small])).toEqual([{ origin: [0.1, 0.1], down: [0.1, 0.3], across: [0.4, 0.1] }]);
    expect(picturesOf(null)).toEqual([]);
  });
});
