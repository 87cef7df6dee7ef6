// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AreaHandles } from '../../../renderer/reader/area-handles.ts';
import type { Mark, Rect } from '../../../renderer/reader/document-view.ts';

/** The page at 0, 0 of the window, a point to the pixel. */
const PAGE = { width: 600, height: 800 };
const BEGIN: Rect = { x: 100, y: 100, width: 100, height: 100 };
const LARGER: Rect = { x: 100, y: 100, width: 200, height: 200 };

function aMark(rect: Rect): Mark {
  return { id: 'p', start: 0, end: 0, area: { page: 1, rect }, tints: [], label: 'Area' };
}

let ending: AbortController;
beforeEach(() => {
  ending = new AbortController();
  vi.useFakeTimers();
  Element.prototype.setPointerCapture = () => undefined;
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** The corners of an area as `rect` has it; `painted` is the preview, null while the area is painted as it is told. */
function open(rect = BEGIN) {
  const layer = document.body.appendChild(document.createElement('div'));
  const saved: Rect[] = [];
  const state: { painted: Rect | null } = { painted: null };
  const answers: (() => void)[] = [];
  const handles = new AreaHandles(
    layer,
    {
      placeAt: (x, y) => ({ index: 0, point: { x, y } }),
      sizeOf: () => PAGE,
      rectOf: (_index, part) => part,
      turns: () => 0,
      showRect: () => undefined,
      preview: (_id, next) => {
        state.painted = next;
      },
      onGrab: () => undefined,
      onResize: (_id, area) => {
        saved.push(area.rect);
        return new Promise((resolve) => answers.push(resolve));
      },
    },
    ending.signal,
  );
  handles.show(aMark(rect));
  const [upperLeft, , , lowerRight] = layer.querySelectorAll('button');
  if (upperLeft === undefined || lowerRight === undefined) throw new Error('There are no handles.');
  const grab = (handle: HTMLElement) => handle.dispatchEvent(new MouseEvent('pointerdown', { button: 0 }));
  const move = (handle: HTMLElement, x: number, y: number) =>
    handle.dispatchEvent(new MouseEvent('pointermove', { clientX: x, clientY: y }));
  const letGo = (handle: HTMLElement) => handle.dispatchEvent(new MouseEvent('pointerup'));
  const drag = (handle: HTMLElement, x: number, y: number) => {
    grab(handle);
    move(handle, x, y);
    letGo(handle);
  };
  const press = (key: string) => handles.handleKey(new KeyboardEvent('keydown', { key, shiftKey: true, altKey: true }));
  const letKeysGo = () => window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Alt' }));
  const pressEscape = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  /** Where the handles stand: the middles of the upper left and of the lower right one. */
  const corners = () =>
    [upperLeft, lowerRight].map(({ style }) => [Number.parseFloat(style.left) + 7, Number.parseFloat(style.top) + 7]);
  const answer = async () => {
    for (const resolve of answers.splice(0)) resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    ...{ handles, saved, state, upperLeft, lowerRight },
    ...{ grab, move, letGo, drag, press, letKeysGo, pressEscape, corners, answer },
  };
}

describe('AreaHandles', () => {
  it('drags another corner of a rectangle that the archive has not told of yet', () => {
    const { saved, upperLeft, lowerRight, drag } = open();
    drag(lowerRight, 300, 300);
    drag(upperLeft, 50, 50);
    expect(saved).toEqual([LARGER, { x: 50, y: 50, width: 250, height: 250 }]);
  });

  it('keeps the corner that stays when the archive tells of a change in the middle of a drag', () => {
    const { handles, saved, upperLeft, lowerRight, drag, grab, move, letGo } = open();
    drag(lowerRight, 300, 300);
    grab(upperLeft);
    move(upperLeft, 80, 80);
    handles.show(aMark(LARGER));
    move(upperLeft, 50, 50);
    letGo(upperLeft);
    expect(saved[1]).toEqual({ x: 50, y: 50, width: 250, height: 250 });
  });

  it('saves the first rectangle again after another one was saved', () => {
    const { saved, lowerRight, drag } = open();
    drag(lowerRight, 300, 300);
    drag(lowerRight, 200, 200);
    expect(saved).toEqual([LARGER, BEGIN]);
  });

  it('saves nothing if a corner comes back to where it was saved', () => {
    const { saved, state, lowerRight, drag } = open();
    drag(lowerRight, 300, 300);
    drag(lowerRight, 300, 300);
    expect(saved).toEqual([LARGER]);
    expect(state.painted).toEqual(LARGER);
  });

  it('goes back to what was saved last at Escape, and paints the same', () => {
    const { state, lowerRight, drag, press, pressEscape, corners } = open();
    drag(lowerRight, 300, 300);
    press('ArrowRight');
    expect(corners()[1]).toEqual([304, 300]);
    pressEscape();
    expect(corners()).toEqual([
      [100, 100],
      [300, 300],
    ]);
    expect(state.painted).toEqual(LARGER);
  });

  it('goes back at Escape to what the archive told while a corner was moved', () => {
    const { handles, state, lowerRight, drag, press, pressEscape, corners } = open();
    drag(lowerRight, 300, 300);
    press('ArrowRight');
    handles.show(aMark(LARGER));
    expect(corners()[1]).toEqual([304, 300]);
    pressEscape();
    expect(corners()[1]).toEqual([300, 300]);
    expect(state.painted).toBeNull();
  });

  it('compares with what the archive has if a save was refused', async () => {
    const { saved, state, lowerRight, drag, press, letKeysGo, corners, answer } = open();
    drag(lowerRight, 300, 300);
    await answer();
    await vi.advanceTimersByTimeAsync(600);
    expect(state.painted).toBeNull();
    expect(corners()[1]).toEqual([200, 200]);
    press('ArrowRight');
    press('ArrowLeft');
    letKeysGo();
    expect(saved).toEqual([LARGER]);
    drag(lowerRight, 300, 300);
    expect(saved).toEqual([LARGER, LARGER]);
  });

  it('shows the area as the archive tells it when a corner is let go that did not move', () => {
    const { handles, saved, lowerRight, grab, letGo, corners } = open();
    grab(lowerRight);
    handles.show(aMark(LARGER));
    letGo(lowerRight);
    expect(corners()[1]).toEqual([300, 300]);
    expect(saved).toEqual([]);
  });
});
