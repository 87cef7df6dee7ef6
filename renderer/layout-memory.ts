import { call } from './archive-client.ts';
import { archiveStore } from './archive-state.ts';
import { notifyError } from './components/toast.tsx';

/** Time over which changes of the layout are gathered, in milliseconds. */
const DELAY = 500;

/** Time after which what changes all the time, such as a place in a document, is written, in milliseconds. */
const RESTLESS_DELAY = 3000;

const pending = new Map<string, () => unknown>();
/** What this window wrote: the settings may not have told of it yet when the next part is written. */
let written: Readonly<Record<string, unknown>> = {};
let timer: ReturnType<typeof setTimeout> | null = null;
let dueAt = 0;

function flush(): void {
  timer = null;
  const parts = Object.fromEntries([...pending].map(([key, read]) => [key, read()]));
  written = { ...written, ...parts };
  const layout = { ...archiveStore.getState().settings.layout, ...written };
  pending.clear();
  call('app.updateSettings', { layout }).catch((error) => notifyError('The layout was not saved', error));
}

function flushWithin(delay: number): void {
  const at = Date.now() + delay;
  if (timer !== null && dueAt <= at) return;
  if (timer !== null) clearTimeout(timer);
  dueAt = at;
  timer = setTimeout(flush, delay);
}

/** Keeps a part of the layout in the settings, soon; later values of the same key replace earlier ones. */
export function saveLayout(key: string, value: unknown): void {
  pending.set(key, () => value);
  flushWithin(DELAY);
}

/** Keeps what changes all the time: it is read when it is written, some seconds later. */
export function saveLayoutLater(key: string, read: () => unknown): void {
  pending.set(key, read);
  flushWithin(RESTLESS_DELAY);
}

/** Writes at once what is still waiting, for example before the window closes. */
export function flushLayout(): void {
  if (timer === null) return;
  clearTimeout(timer);
  flush();
}
