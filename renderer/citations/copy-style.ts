import { archiveStore, useArchiveState } from '../archive-state.ts';
import { saveLayout } from '../layout-memory.ts';

/** The style that briefings and copied quotes have until another one is chosen. */
export const FIRST_STYLE = 'chicago-notes';

/** Key under which the style of copied quotes stands in settings.layout. */
const KEY = 'copyStyle';

let chosen: string | null = null;

const styleIn = (layout: Readonly<Record<string, unknown>>): string => {
  const stored = layout[KEY];
  return chosen ?? (typeof stored === 'string' && stored !== '' ? stored : FIRST_STYLE);
};

/** The style in which quotes are copied. */
export function copyStyle(): string {
  return styleIn(archiveStore.getState().settings.layout);
}

/** The style in which quotes are copied; renders again when the settings change. */
export function useCopyStyle(): string {
  return useArchiveState((state) => styleIn(state.settings.layout));
}

/** Chooses the style in which quotes are copied from now on. */
export function setCopyStyle(style: string): void {
  chosen = style;
  saveLayout(KEY, style);
}
