import { describe, expect, it } from 'vitest';
import type { Mark, OutlineEntry } from '../../../renderer/reader/document-view.ts';
import { countEntries, currentEntry, nearestRow, outlineRows } from '../../../renderer/reader/outline-rows.ts';
import { markPlaces, rulerTicks, shareOfHeight } from '../../../renderer/reader/ruler-ticks.ts';
import { thumbnailTicks } from '../../../renderer/reader/thumbnail-ticks.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';

function entry(title: string, page: number, children: readonly OutlineEntry[] = [], level = 0): OutlineEntry {
  return { title, level, destination: { page, fraction: 0 }, children };
}

const OUTLINE: readonly OutlineEntry[] = [
  entry('Summary', 1),
  entry('Findings', 2, [entry('First', 2, [], 1), entry('Second', 4, [], 1)]),
  entry('Annex', 6),
];
const titles = (isExpanded: (key: string) => boolean) => outlineRows(OUTLINE, isExpanded).map((row) => row.entry.title);

describe('the outline', () => {
  it('shows what is under expanded entries alone', () => {
    expect(titles(() => true)).toEqual(['Summary', 'Findings', 'First', 'Second', 'Annex']);
    expect(titles(() => false)).toEqual(['Summary', 'Findings', 'Annex']);
    expect(countEntries(OUTLINE)).toBe(5);
  });

  it('says of each line where it stands among its siblings', () => {
    const rows = outlineRows(OUTLINE, () => true);
    expect(rows[3]).toMatchObject({ key: '1.1', parent: '1', isExpanded: null, posInSet: 2, setSize: 2 });
    expect(rows[1]).toMatchObject({ key: '1', parent: null, isExpanded: true, posInSet: 2, setSize: 3 });
  });

  it.each([
    ['the first page', 1, '0'],
    ['a page that begins two entries: the inner one', 2, '1.0'],
    ['a page between', 3, '1.0'],
    ['the inner entry', 5, '1.1'],
    ['the last page', 9, '2'],
  ])('knows where the reader is: %s', (_name, page, key) => {
    expect(currentEntry(OUTLINE, { page, fraction: 0 })).toBe(key);
  });

  it('knows of no entry before the first, and passes over entries that lead nowhere', () => {
    expect(currentEntry(OUTLINE.slice(1), { page: 1, fraction: 0 })).toBeNull();
    const nowhere = [{ ...entry('Part', 1, [entry('First', 2, [], 1)]), destination: null }, entry('Next', 5)];
    expect(currentEntry(nowhere, { page: 3, fraction: 0 })).toBe('0.0');
  });

  it('marks the line that hides the current one', () => {
    const rows = outlineRows(OUTLINE, () => false);
    expect([nearestRow(rows, '1.1'), nearestRow(rows, '2'), nearestRow(rows, null)]).toEqual(['1', '2', null]);
  });
});

const PAGES: readonly PageInfo[] = [
  { number: 1, label: null, start: 0, end: 1000, width: 600, height: 800 },
  { number: 2, label: null, start: 1001, end: 2000, width: 600, height: 200 },
];

function mark(id: string, start: number, letter: string | null): Mark {
  const tints = letter === null ? [] : [{ color: '#336699', letter }];
  return { id, start, end: start + 10, tints, label: id };
}

describe('the marks of passages beside a thumbnail', () => {
  it('stand page by page from top to bottom, with letters where there is room', () => {
    const ticks = thumbnailTicks(PAGES, [mark('c', 1500, 'N'), mark('b', 510, 'O'), mark('a', 500, 'S')]);
    expect(ticks.get(0)?.map(({ id, letter }) => [id, letter])).toEqual([
      ['a', 'S'],
      ['b', null],
    ]);
    expect(ticks.get(0)?.[0]?.at).toBeCloseTo(0.5);
    expect(ticks.get(1)?.map(({ id, letter }) => [id, letter])).toEqual([['c', 'N']]);
  });

  it('tell areas by their rectangle, and passages without coding by no colour', () => {
    const area = { ...mark('a', 0, null), area: { page: 2, rect: { x: 0, y: 150, width: 10, height: 10 } } };
    expect(thumbnailTicks(PAGES, [area]).get(1)).toEqual([{ id: 'a', at: 0.75, color: null, letter: null }]);
  });
});

describe('the ruler', () => {
  it('puts an offset at the share of the height above it', () => {
    const share = shareOfHeight(PAGES, 2000);
    expect([share(0), share(500), share(1001), share(2000)]).toEqual([0, 0.4, 0.8, 1]);
    expect(shareOfHeight([], 200)(50)).toBe(0.25);
  });

  it('shows each line once, the first colour first', () => {
    const places = markPlaces(
      [mark('a', 0, 'S'), mark('b', 1, null), mark('c', 1999, null)],
      shareOfHeight(PAGES, 2000),
    );
    expect(rulerTicks(places, 100)).toEqual([
      { line: 0, color: '#336699' },
      { line: 99, color: null },
    ]);
  });
});
