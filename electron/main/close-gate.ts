/** Time that the window has to save what was typed before it closes all the same, in milliseconds. */
const FLUSH_LIMIT = 3_000;

/** Asks the window to save what was typed, and hears its answer. */
export interface FlushRequests {
  /** Resolves to what could not be saved, in sentences; empty too if no answer comes in time. */
  ask(): Promise<readonly string[]>;
  /** The window's answer to the newest question. */
  answer(unsaved: readonly string[]): void;
}

/** Makes the questions; `send` carries one to the window and is false if no window can answer. */
export function createFlushRequests(send: () => boolean, limit = FLUSH_LIMIT): FlushRequests {
  let current: { readonly asked: Promise<readonly string[]>; readonly settle: (unsaved: readonly string[]) => void };
  let isAsking = false;
  return {
    ask: () => {
      if (isAsking) return current.asked;
      let settle: (unsaved: readonly string[]) => void = () => undefined;
      const answered = new Promise<readonly string[]>((resolve) => {
        settle = resolve;
      });
      const timer = setTimeout(() => settle([]), limit);
      isAsking = true;
      const asked = answered.finally(() => {
        clearTimeout(timer);
        isAsking = false;
      });
      current = { asked, settle };
      if (!send()) settle([]);
      return asked;
    },
    answer: (unsaved) => {
      if (isAsking) current.settle(unsaved);
    },
  };
}

/** What `guardClose` takes of a window: of Electron's own, or of a test. */
export interface ClosableWindow {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  isDestroyed(): boolean;
  close(): void;
}

/** How a window may be closed. */
export interface CloseGuard {
  /** What was typed could not be saved: true closes all the same. */
  readonly confirm: (unsaved: readonly string[]) => Promise<boolean>;
  /** The window stays: whatever wanted to end the app is off. */
  readonly onStay: () => void;
  /** The window may go: closes it, or goes on quitting the app. */
  readonly onGo: () => void;
}

/** Lets a window close only after what was typed in it is saved, or the person said to close it without. */
export function guardClose(window: ClosableWindow, requests: FlushRequests, guard: CloseGuard): void {
  let state: 'open' | 'asking' | 'free' = 'open';
  const ask = async () => {
    const unsaved = await requests.ask();
    if (unsaved.length > 0 && !(await guard.confirm(unsaved))) {
      state = 'open';
      guard.onStay();
      return;
    }
    state = 'free';
    if (window.isDestroyed()) return;
    guard.onGo();
  };
  window.on('close', (event) => {
    if (state === 'free') return;
    event.preventDefault();
    if (state === 'asking') return;
    state = 'asking';
    ask().catch((error: unknown) => {
      console.error('The window could not be asked to save:', error);
      state = 'free';
      window.close();
    });
  });
}
