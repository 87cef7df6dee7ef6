import { archiveStore } from './archive-state.ts';
import { saveLayout } from './layout-memory.ts';

/** Sizes and switches of the frame, whatever the archive: pixels, or 1 and 0. */
export type FrameSize =
  | 'rail'
  | 'railOpen'
  | 'inspector'
  | 'inspectorOpen'
  | 'readerSidebar'
  | 'readerSidebarOpen'
  | 'darkPages'
  | 'snapToWords'
  /** Share of the centre that the main pane has beside the side pane, in percent. */
  | 'mainShare';

/** Key under which they stand in settings.layout. */
const KEY = 'window';

let unsaved: Partial<Record<FrameSize, number>> = {};

function stored(): Record<string, unknown> {
  const value = archiveStore.getState().settings.layout[KEY];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The remembered size, or the one given. */
export function readFrameSize(name: FrameSize, otherwise: number): number {
  const value = unsaved[name] ?? stored()[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** Remembers a size, soon. */
export function saveFrameSize(name: FrameSize, value: number): void {
  if (readFrameSize(name, Number.NaN) === value) return;
  unsaved = { ...unsaved, [name]: value };
  saveLayout(KEY, { ...stored(), ...unsaved });
}
