// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../renderer/commands.ts';
import type { DocumentView, QuarterTurns, Spread, ViewPosition, Zoom } from '../../../renderer/reader/document-view.ts';
import { useJumps } from '../../../renderer/reader/use-jumps.ts';
import { type ReaderChrome, useReaderChrome } from '../../../renderer/reader/use-reader-chrome.ts';

/** A view of which only how it shows its document matters here. */
class Shown {
  turns: QuarterTurns = 0;
  spread: Spread = 'single';
  factor = 1;
  tell: (factor: number) => void = () => undefined;
  setRotation = (turns: QuarterTurns): void => {
    this.turns = turns;
  };
  setSpread = (spread: Spread): void => {
    this.spread = spread;
  };
  setZoom = (zoom: Zoom): void => {
    if (zoom.kind === 'factor') this.factor = zoom.factor;
    this.tell(this.factor);
  };
  setPageColors = (): void => undefined;
  setSnap = (): void => undefined;
  setTool = (): void => undefined;
  position = (): ViewPosition => ({ page: 7, fraction: 0.5 });
}

let tab = 0;
beforeEach(() => {
  tab += 1;
  Object.assign(globalThis, {
    ResizeObserver: class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  });
});
afterEach(cleanup);

function start(): { readonly shown: Shown; readonly chrome: () => ReaderChrome; readonly renders: () => number } {
  const shown = new Shown();
  const view = shown as Partial<DocumentView> as DocumentView;
  let renders = 0;
  const { result } = renderHook(() => {
    renders += 1;
    return useReaderChrome({
      ...{ tabId: `document:d${tab}`, active: true, view, hasPages: true, jumps: useJumps() },
      ...{ root: { current: null }, centre: { current: null } },
    });
  });
  shown.tell = (factor) => result.current.onZoom(factor);
  return { shown, chrome: () => result.current, renders: () => renders };
}

/** Commands that come before the window is rendered anew. */
function atOnce(...commands: readonly Parameters<typeof runCommand>[0][]): void {
  act(() => {
    for (const command of commands) expect(runCommand(command)).toBe(true);
  });
}

describe('commands of the reader given at once', () => {
  it('turn the pages once each', () => {
    const { shown } = start();
    atOnce('reader.rotate', 'reader.rotate');
    expect(shown.turns).toBe(2);
    atOnce('reader.rotateBack', 'reader.rotateBack', 'reader.rotateBack');
    expect(shown.turns).toBe(3);
  });

  it('pair the pages and part them again', () => {
    const { shown } = start();
    atOnce('reader.twoPages', 'reader.twoPages');
    expect(shown.spread).toBe('single');
    atOnce('reader.twoPages');
    expect(shown.spread).toBe('double');
  });

  it('zoom one step each', () => {
    const { shown } = start();
    atOnce('reader.zoomIn');
    const once = shown.factor;
    atOnce('reader.zoomOut');
    expect(shown.factor).toBe(1);
    atOnce('reader.zoomIn', 'reader.zoomIn');
    expect(shown.factor).toBeGreaterThan(once);
  });
});

describe('a scroll', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  function scroll(chrome: () => ReaderChrome): void {
    for (let frame = 0; frame < 100; frame += 1) {
      chrome().onMove();
      act(() => vi.advanceTimersByTime(16));
    }
  }

  it('renders nothing anew while the outline is not shown', () => {
    vi.useFakeTimers();
    const { chrome, renders } = start();
    const before = renders();
    scroll(chrome);
    expect(renders()).toBe(before);
  });

  it('moves the place in the outline, which knows it also when it is opened later', () => {
    vi.useFakeTimers();
    const { shown, chrome } = start();
    scroll(chrome);
    act(() => chrome().changeSidebar({ isOpen: true, tab: 'outline' }));
    expect(chrome().position).toEqual({ page: 7, fraction: 0.5 });
    shown.position = () => ({ page: 8, fraction: 0 });
    scroll(chrome);
    expect(chrome().position).toEqual({ page: 8, fraction: 0 });
  });
});
