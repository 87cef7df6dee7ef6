import { useEffect, useSyncExternalStore } from 'react';
import { call } from './archive-client.ts';
import { archiveStore, useArchiveState } from './archive-state.ts';
import { notifyError } from './components/toast.tsx';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme in force: what the settings say, or what the system says. */
function useTheme(): 'light' | 'dark' {
  const setting = useArchiveState((state) => state.settings.theme);
  const isSystemDark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches);
  if (setting !== 'system') return setting;
  return isSystemDark ? 'dark' : 'light';
}

/** Puts theme and text size on the document's root element. */
export function useAppearance(): 'light' | 'dark' {
  const theme = useTheme();
  const textSize = useArchiveState((state) => state.settings.textSize);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${textSize}%`;
  }, [textSize]);
  return theme;
}

/** Text sizes that the settings offer, in percent. */
const TEXT_SIZES = [75, 85, 90, 100, 110, 125, 150, 175, 200] as const;

/** Sets the window's text one size larger (1), smaller (−1), or back to normal (0). */
export function stepTextSize(step: 1 | 0 | -1): void {
  const now = archiveStore.getState().settings.textSize;
  const next =
    step === 0
      ? 100
      : step === 1
        ? TEXT_SIZES.find((size) => size > now)
        : [...TEXT_SIZES].reverse().find((size) => size < now);
  if (next === undefined || next === now) return;
  call('app.updateSettings', { textSize: next }).catch((error) => notifyError('The text size was not changed', error));
}
