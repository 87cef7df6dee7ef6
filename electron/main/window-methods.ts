import { app } from 'electron';
import { type WindowMethod, windowContract } from '../../shared/contract/window.ts';
import type { DesktopMethods, ParsedInput, Settings } from '../../shared/contract.ts';
import type { Result } from '../../shared/errors.ts';
import { checkedCall } from './checked-call.ts';
import type { SettingsStore } from './settings.ts';

/** What the methods by which every window begins and ends need. */
export interface WindowContext {
  readonly settings: SettingsStore;
  /** Changes settings, acts on them and tells the window. */
  readonly updateSettings: (change: Partial<Settings>) => Promise<Settings>;
  /** Resolves to the document that the command line asked for, or null, once that is known. */
  readonly openDocumentId: () => Promise<string | null>;
  /** Lets only these commands of the menu of passages be chosen. */
  readonly applyToMenu: (commands: readonly string[]) => void;
  /** The window has saved what was typed; gets what it could not save, in sentences. */
  readonly onReadyToClose: (unsaved: readonly string[]) => void;
}

/** Those of the desktop's methods that a window begins, goes on and ends with. */
export type WindowMethods = Pick<DesktopMethods, WindowMethod>;

/** The methods that a window begins, goes on and ends with. */
export function createWindowMethods(context: WindowContext): WindowMethods {
  return {
    'app.info': async () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      openDocumentId: await context.openDocumentId(),
    }),
    'app.getSettings': async () => context.settings.current,
    'app.updateSettings': context.updateSettings,
    'app.setMenu': async ({ applying }) => {
      context.applyToMenu(applying);
      return null;
    },
    'app.readyToClose': async ({ unsaved }) => {
      context.onReadyToClose(unsaved);
      return null;
    },
  };
}

/** True for the name of one of these methods. */
export function isWindowMethod(method: string): method is WindowMethod {
  return Object.hasOwn(windowContract, method);
}

/** Checks the input of one of these methods and calls it. Never rejects. */
export function invokeWindow<M extends WindowMethod>(
  methods: WindowMethods,
  method: M,
  input: unknown,
): Promise<Result<unknown>> {
  // The schema that was looked up under this very name has made the input what the method takes.
  return checkedCall(method, windowContract[method].input, input, (checked) =>
    methods[method](checked as ParsedInput<M>),
  );
}
