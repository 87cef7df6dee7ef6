// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useJumps } from '../../../renderer/reader/use-jumps.ts';

afterEach(cleanup);

const at = (page: number) => ({ page, fraction: 0 });

it('goes back and forward one jump each, also twice at once', () => {
  const { result } = renderHook(() => useJumps());
  act(() => {
    result.current.leave(at(1));
    result.current.leave(at(5));
  });
  act(() => {
    expect([result.current.back(at(9)), result.current.back(at(5)), result.current.back(at(1))]).toEqual([
      at(5),
      at(1),
      null,
    ]);
  });
  expect([result.current.canGoBack, result.current.canGoForward]).toEqual([false, true]);
  act(() => {
    expect([result.current.forward(at(1)), result.current.forward(at(5))]).toEqual([at(5), at(9)]);
  });
  act(() => result.current.leave(at(9)));
  expect(result.current.canGoForward).toBe(false);
});
