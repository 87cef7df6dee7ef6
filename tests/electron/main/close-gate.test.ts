import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFlushRequests, guardClose } from '../../../electron/main/close-gate.ts';

/** A window that closes as Electron's does: listeners may keep it open. */
class FakeWindow {
  isClosed = false;
  private listener: (event: { preventDefault(): void }) => void = () => undefined;

  on(_event: 'close', listener: (event: { preventDefault(): void }) => void): void {
    this.listener = listener;
  }

  isDestroyed(): boolean {
    return this.isClosed;
  }

  close(): void {
    let isPrevented = false;
    this.listener({
      preventDefault: () => {
        isPrevented = true;
      },
    });
    this.isClosed = !isPrevented;
  }
}

describe('guardClose', () => {
  let window = new FakeWindow();
  let sent = 0;
  let canSend = true;
  let answer = false;
  let stayed = 0;
  const asked: (readonly string[])[] = [];
  let requests = createFlushRequests(() => canSend);

  beforeEach(() => {
    vi.useFakeTimers();
    window = new FakeWindow();
    [sent, canSend, answer, stayed, asked.length] = [0, true, false, 0, 0];
    requests = createFlushRequests(() => {
      sent += 1;
      return canSend;
    });
    guardClose(window, requests, {
      confirm: async (unsaved) => {
        asked.push(unsaved);
        return answer;
      },
      onStay: () => {
        stayed += 1;
      },
      onGo: () => window.close(),
    });
  });
  afterEach(() => vi.useRealTimers());

  it('closes after the window has saved, and asks it once', async () => {
    window.close();
    window.close();
    expect([window.isClosed, sent]).toEqual([false, 1]);
    requests.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect([window.isClosed, asked]).toEqual([true, []]);
  });

  it('stays open if something is not saved and the person goes back, and can be closed later', async () => {
    window.close();
    requests.answer(['Title: it is empty.']);
    await vi.advanceTimersByTimeAsync(0);
    expect([window.isClosed, asked, stayed]).toEqual([false, [['Title: it is empty.']], 1]);
    answer = true;
    window.close();
    requests.answer(['Title: it is empty.']);
    await vi.advanceTimersByTimeAsync(0);
    expect([window.isClosed, sent]).toEqual([true, 2]);
  });

  it('closes after three seconds without an answer', async () => {
    window.close();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(window.isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(window.isClosed).toBe(true);
  });

  it('closes at once if nobody can answer', async () => {
    canSend = false;
    window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(window.isClosed).toBe(true);
  });

  it('takes no answer that nobody asked for', async () => {
    requests.answer(['Old.']);
    window.close();
    requests.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect([window.isClosed, asked]).toEqual([true, []]);
  });
});
