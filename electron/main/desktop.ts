import { userInfo } from 'node:os';
import { type BrowserWindow, nativeTheme } from 'electron';
import type { ArchiveStatus, Broadcast, DesktopMethod, Settings } from '../../shared/contract.ts';
import type { Result } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';
import { openSettings, type SettingsStore, withRecentArchive } from './settings.ts';
import { createWindowMethods, invokeWindow, isWindowMethod } from './window-methods.ts';

/** What the desktop needs of the main process. */
export interface DesktopOptions {
  /** Where the settings are kept. */
  readonly folder: string;
  readonly host: ArchiveHost;
  readonly broadcast: (broadcast: Broadcast) => void;
  readonly window: () => BrowserWindow | null;
  /** Lets only these commands of the menu of passages be chosen. */
  readonly applyToMenu: (commands: readonly string[]) => void;
  /** Shows the person what went wrong. */
  readonly report: (title: string, detail: string) => void;
  /** Resolves to the document that the command line asked for, or null, once that is known. */
  readonly openDocumentId: () => Promise<string | null>;
  /** The window has saved what was typed; gets what it could not save, in sentences. */
  readonly onReadyToClose: (unsaved: readonly string[]) => void;
}

/** The settings and the methods that the main process answers itself. */
export interface Desktop {
  readonly settings: SettingsStore;
  /** True for a method that `invoke` takes. */
  answers(method: string): boolean;
  /** Checks the input and calls the method. Never rejects. */
  invoke(method: string, input: unknown): Promise<Result<unknown>>;
  /** Puts an opened archive first among the recent ones. */
  rememberArchive(status: ArchiveStatus): Promise<void>;
}

/** What the names of all of the desktop's methods begin with, and of no other. */
const DESKTOP = 'app.' satisfies DesktopMethod extends `${infer Start}.${string}` ? `${Start}.` : never;

/** Reads the settings, acts on them, and offers the desktop's methods. */
export async function openDesktop(options: DesktopOptions): Promise<Desktop> {
  const { folder, host, broadcast } = options;
  const settings = await openSettings(folder, userInfo().username);
  if (settings.problem !== null) options.report('Your settings could not be read', settings.problem);
  const apply = ({ theme, coder }: Settings) => {
    nativeTheme.themeSource = theme;
    host.setCoder(coder);
  };
  const update = async (change: Partial<Settings>): Promise<Settings> => {
    const changed = await settings.update(change);
    apply(changed);
    broadcast({ type: 'settings', settings: changed });
    return changed;
  };
  apply(settings.current);
  const methods = createWindowMethods({ ...options, settings, updateSettings: update });
  return {
    settings,
    answers: (method) => method.startsWith(DESKTOP),
    invoke: async (method, input) => {
      if (isWindowMethod(method)) return invokeWindow(methods, method, input);
      const { createDesktopMethods, invokeDesktop } = await import('./desktop-methods.ts');
      const result = await invokeDesktop(createDesktopMethods(options), method, input);
      return result ?? { ok: false, error: { code: 'invalid-input', message: `There is no method “${method}”.` } };
    },
    rememberArchive: async ({ directory, info }) => {
      const { recentArchives: before } = settings.current;
      const [first] = before;
      if (first?.directory === directory && first.title === info.title) return;
      await update({ recentArchives: withRecentArchive(before, directory, info.title) });
    },
  };
}
