import { describe, expect, it } from 'vitest';
import { pageFromInput } from '../../../renderer/reader/page-box.tsx';
import { nextZoom } from '../../../renderer/reader/reader-toolbar.tsx';
import { fitGroups } from '../../../renderer/reader/toolbar-fit.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';

const PAGES: readonly PageInfo[] = [
  { number: 1, label: 'i', start: 0, end: 10, width: 600, height: 800 },
  { number: 2, label: '1', start: 11, end: 20, width: 600, height: 800 },
  { number: 3, label: null, start: 21, end: 30, width: 900, height: 600 },
];

describe('the toolbar', () => {
  it.each([
    ['i', 1],
    ['1', 2],
    ['3', 3],
    ['9', null],
    ['x', null],
    ['', null],
  ])('takes "%s" for page %s', (typed, page) => {
    expect(pageFromInput(PAGES, typed)).toBe(page);
  });

  it('zooms on a scale and stops at its ends', () => {
    expect([nextZoom(1, 1), nextZoom(1.07, -1), nextZoom(5, 1), nextZoom(0.25, -1)]).toEqual([1.1, 1, 5, 0.25]);
  });
});

describe('fitGroups', () => {
  const groups = [
    { id: 'fixed', width: 20, rank: 0 },
    { id: 'history', width: 4, rank: 3 },
    { id: 'look', width: 6, rank: 2 },
    { id: 'select', width: 4, rank: 1 },
  ];

  it.each([
    ['all where there is room', 34, ['fixed', 'history', 'look', 'select']],
    ['all but the first to leave, and a menu', 33, ['fixed', 'history', 'look']],
    ['what is left beside the menu', 28, ['fixed', 'history']],
    ['never less than what always stays', 5, ['fixed']],
  ])('shows %s', (_name, available, shown) => {
    expect([...fitGroups(groups, available)]).toEqual(shown);
  });
});
