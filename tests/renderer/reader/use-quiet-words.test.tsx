// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodingTarget } from '../../../renderer/reader/use-coding.ts';
import { useQuietWords } from '../../../renderer/reader/use-quiet-words.ts';

afterEach(cleanup);

const wordsAt = (start: number, end: number): CodingTarget => ({ kind: 'words', span: { start, end } });

function start() {
  const { result, rerender } = renderHook((target: CodingTarget | null) => useQuietWords(target), {
    initialProps: null as CodingTarget | null,
  });
  return { quiet: () => result.current, select: (target: CodingTarget | null) => rerender(target) };
}

describe('words selected in passing', () => {
  it('are quiet until a key asks for the popover', () => {
    const { quiet, select } = start();
    act(() => quiet().hush({ start: 4, end: 7 }, () => select(wordsAt(4, 7))));
    expect(quiet().isQuiet).toBe(true);
    act(() => quiet().wake());
    expect(quiet().isQuiet).toBe(false);
  });

  it('are quiet too where the selection snaps to the whole word', () => {
    const { quiet, select } = start();
    act(() => quiet().hush({ start: 4, end: 7 }, () => select(wordsAt(2, 9))));
    expect(quiet().isQuiet).toBe(true);
  });

  it('leave other words, an area and a passage alone', () => {
    const { quiet, select } = start();
    act(() => quiet().hush({ start: 4, end: 7 }, () => select(wordsAt(7, 9))));
    expect(quiet().isQuiet).toBe(false);
    select({ kind: 'passage', id: 'a', known: {} });
    expect(quiet().isQuiet).toBe(false);
  });

  it('are not quiet when they are selected again by hand', () => {
    const { quiet, select } = start();
    act(() => quiet().hush({ start: 4, end: 7 }, () => select(wordsAt(4, 7))));
    act(() => quiet().forget());
    select(wordsAt(4, 7));
    expect(quiet().isQuiet).toBe(false);
  });
});
