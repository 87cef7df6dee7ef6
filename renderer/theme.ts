import { useEffect, useSyncExternalStore } from 'react';
import { useArchiveState } from './archive-state.ts';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme in force: what the settings say, or what the system says. */
export function useTheme(): 'light' | 'dark' {
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
