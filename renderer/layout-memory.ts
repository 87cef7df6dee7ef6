import { call } from './archive-client.ts';
import { archiveStore } from './archive-state.ts';
import { notifyError } from './components/toast.tsx';

/** Time over which changes of the layout are gathered, in milliseconds. */
const DELAY = 500;

const pending = new Map<string, unknown>();
let timer: ReturnType<typeof setTimeout> | null = null;

function flush(): void {
  timer = null;
  const layout = { ...archiveStore.getState().settings.layout, ...Object.fromEntries(pending) };
  pending.clear();
  call('app.updateSettings', { layout }).catch((error) => notifyError('The layout was not saved', error));
}

/** Keeps a part of the layout in the settings, soon; later values of the same key replace earlier ones. */
export function saveLayout(key: string, value: unknown): void {
  pending.set(key, value);
  timer ??= setTimeout(flush, DELAY);
}

/** Writes at once what is still waiting, for example before the window closes. */
export function flushLayout(): void {
  if (timer === null) return;
  clearTimeout(timer);
  flush();
}
