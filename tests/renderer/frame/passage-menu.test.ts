// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useCommandHandler } from '../../../renderer/commands.ts';
import { followPassageMenu } from '../../../renderer/frame/passage-menu.ts';
import { FakeBridge } from '../support.ts';

describe('the menu of passages', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = new FakeBridge();
    bridge.answer('app.setMenu', null);
  });
  afterEach(() => vi.useRealTimers());

  it('is told at once that nothing applies, for it may be of a window before, and then what does', async () => {
    const stop = followPassageMenu();
    await vi.advanceTimersByTimeAsync(100);
    expect(bridge.inputsOf('app.setMenu')).toEqual([{ applying: [] }]);
    const { unmount } = renderHook(() => useCommandHandler('passage.delete', () => undefined));
    await vi.advanceTimersByTimeAsync(100);
    expect(bridge.inputsOf('app.setMenu')).toEqual([{ applying: [] }, { applying: ['passage.delete'] }]);
    stop();
    unmount();
    await vi.advanceTimersByTimeAsync(100);
    expect(bridge.inputsOf('app.setMenu')).toHaveLength(2);
  });
});
