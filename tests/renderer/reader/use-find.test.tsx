// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Span, ViewPosition } from '../../../renderer/reader/document-view.ts';
import { FIND_LOOSELY } from '../../../renderer/reader/find-in-text.ts';
import { rememberFind } from '../../../renderer/reader/reader-memory.ts';
import { type FoundView, useFind } from '../../../renderer/reader/use-find.ts';

const TEXT = 'The act. An act of Congress. React. The Act again.';

/** A view that remembers what it was told. */
class FakeView implements FoundView {
  top = 0;
  hits: readonly Span[] = [];
  current = -1;
  scrolledTo: Span | null = null;
  selected: Span | null = null;
  describe = (): Span | null => null;
  firstOffset = (): number => this.top;
  position = (): ViewPosition => ({ page: 1, fraction: this.top / TEXT.length });
  setHits = (hits: readonly Span[], current: number): void => {
    this.hits = hits;
    this.current = current;
  };
  scrollTo = (span: Span): void => {
    this.scrolledTo = span;
    this.top = span.start;
  };
  select = (span: Span | null): void => {
    this.selected = span;
  };
}

beforeEach(() => rememberFind({ query: '', options: FIND_LOOSELY, isAllMarked: true }));
afterEach(cleanup);

function start() {
  const view = new FakeView();
  const left: ViewPosition[] = [];
  const { result } = renderHook(() => useFind({ view, text: TEXT, onLeave: (from) => left.push(from) }));
  return { view, left, find: () => result.current };
}
const words = (span: Span | null) => (span === null ? null : TEXT.slice(span.start, span.end));

describe('useFind', () => {
  it('begins at the place in sight and tells it once to who leads back', () => {
    const { view, left, find } = start();
    view.top = 10;
    act(() => find().open('act'));
    expect([find().hits.length, find().current]).toEqual([4, 1]);
    expect(words(view.scrolledTo)).toBe('act');
    act(() => find().setQuery('again'));
    expect([find().hits.length, find().current]).toEqual([1, 0]);
    expect(left).toEqual([{ page: 1, fraction: 10 / TEXT.length }]);
  });

  it('goes round at both ends and says so', () => {
    const { find } = start();
    act(() => find().open('act'));
    expect([find().current, find().wrapped]).toEqual([0, null]);
    act(() => find().step(-1));
    expect([find().current, find().wrapped]).toEqual([3, 'end']);
    act(() => find().step(1));
    expect([find().current, find().wrapped]).toEqual([0, 'top']);
    act(() => find().step(1));
    expect([find().current, find().wrapped]).toEqual([1, null]);
  });

  it('selects the hit that was gone to when it is left, and none that was only seen', () => {
    const { view, find } = start();
    act(() => find().open('act'));
    act(() => find().leave());
    expect([find().isOpen, view.selected, view.hits]).toEqual([false, null, []]);
    act(() => find().open('act'));
    act(() => find().step(1));
    act(() => find().leave());
    expect([find().isOpen, words(view.selected)]).toEqual([false, 'act']);
    act(() => find().open('again'));
    act(() => find().select());
    expect(words(view.selected)).toBe('again');
  });

  it('marks all hits or the one in sight', () => {
    const { view, find } = start();
    act(() => find().open('act'));
    expect([view.hits.length, view.current]).toEqual([4, 0]);
    act(() => find().setAllMarked(false));
    expect([view.hits.length, view.current]).toEqual([1, 0]);
    expect(find().hits).toHaveLength(4);
  });

  it('heeds its options and takes the last search up again in another document', () => {
    const { find } = start();
    act(() => find().open('act'));
    act(() => find().setOptions({ ...FIND_LOOSELY, wholeWord: true }));
    expect(find().hits).toHaveLength(3);
    act(() => find().close());
    const other = start();
    act(() => other.find().open());
    expect([other.find().query, other.find().options.wholeWord, other.find().hits.length]).toEqual(['act', true, 3]);
  });
});
