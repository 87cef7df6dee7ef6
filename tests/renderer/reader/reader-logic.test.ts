import { describe, expect, it } from 'vitest';
import { trimSpan } from '../../../renderer/reader/document-view.ts';
import { fitWidthScale, layoutPages, pageIndexAt, pageIndexOf } from '../../../renderer/reader/pdf-layout.ts';
import { applyPassageChanges } from '../../../renderer/reader/use-document.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';
import type { Passage } from '../../../shared/domain/passage.ts';

const PAGES: readonly PageInfo[] = [
  { number: 1, label: 'i', start: 0, end: 10, width: 600, height: 800 },
  { number: 2, label: '1', start: 11, end: 20, width: 600, height: 800 },
  { number: 3, label: null, start: 21, end: 30, width: 900, height: 600 },
];

function aPassage(id: string, start: number, changes: Partial<Passage> = {}): Passage {
  return {
    id,
    documentId: 'doc',
    version: 1,
    quote: 'words',
    start,
    end: start + 5,
    page: 1,
    pageLabel: null,
    selectors: [{ type: 'TextPositionSelector', start, end: start + 5 }],
    codings: [],
    note: '',
    coder: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}

const ids = (passages: readonly Passage[]) => passages.map((passage) => passage.id);

describe('applyPassageChanges', () => {
  const known = [aPassage('a', 0), aPassage('b', 20)];

  it('adds in reading order, replaces and removes', () => {
    const added = aPassage('c', 10);
    const more = applyPassageChanges(known, [{ entity: 'passage', id: 'c', before: null, after: added }], 'doc', 1);
    expect(ids(more)).toEqual(['a', 'c', 'b']);
    const noted = aPassage('a', 0, { note: 'new' });
    const changed = applyPassageChanges(more, [{ entity: 'passage', id: 'a', before: null, after: noted }], 'doc', 1);
    expect(changed[0]).toBe(noted);
    const less = applyPassageChanges(more, [{ entity: 'passage', id: 'b', before: null, after: null }], 'doc', 1);
    expect(ids(less)).toEqual(['a', 'c']);
  });

  it('leaves other documents and versions alone', () => {
    const other = aPassage('x', 3, { documentId: 'other' });
    const older = aPassage('y', 3, { version: 2 });
    const changes = [other, older].map((after) => ({ entity: 'passage' as const, id: after.id, before: null, after }));
    expect(applyPassageChanges(known, changes, 'doc', 1)).toBe(known);
  });
});

describe('the layout of pages', () => {
  const layout = layoutPages(PAGES, 1, 1000);

  it('stacks the pages without overlap and finds each by its place', () => {
    const { boxes } = layout;
    for (const [index, box] of boxes.entries()) {
      const next = boxes[index + 1];
      if (next !== undefined) expect(next.top).toBeGreaterThan(box.top + box.height);
      expect(pageIndexAt(boxes, box.top)).toBe(index);
      expect(pageIndexAt(boxes, box.top + box.height)).toBe(index);
    }
    expect(pageIndexAt(boxes, -5)).toBe(0);
  });

  it('keeps room beside the widest page at fit width', () => {
    const scale = fitWidthScale(PAGES, 1000);
    expect(layoutPages(PAGES, scale, 1000).width).toBe(1000);
    expect(900 * scale).toBeLessThan(960);
  });

  it.each([
    [0, 0],
    [10, 0],
    [11, 1],
    [29, 2],
    [99, 2],
  ])('finds the page of offset %i', (offset, index) => {
    expect(pageIndexOf(PAGES, offset)).toBe(index);
  });
});

describe('trimSpan', () => {
  it('takes white space from the ends and is null for nothing else', () => {
    expect(trimSpan(' a b\n', { start: 0, end: 5 })).toEqual({ start: 1, end: 4 });
    expect(trimSpan(' \n ', { start: 0, end: 3 })).toBeNull();
  });
});
