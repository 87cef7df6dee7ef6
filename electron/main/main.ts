// The main process: starts the core and the window side by side, and stands between them. No rules of the domain.
import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, protocol, session } from 'electron';
import type { ArchiveStatus, Broadcast } from '../../shared/contract.ts';
import { ArchiveError, type Result } from '../../shared/errors.ts';
import { CAPTURE_SWITCH } from '../archive/capture-terms.ts';
import { PRINT_SWITCH } from '../archive/print-terms.ts';
import { serveApp } from './app-protocol.ts';
import { startArchiveHost } from './archive-host.ts';
import { BROADCAST_CHANNEL, INVOKE_CHANNEL } from './channels.ts';
import { createFlushRequests, guardClose } from './close-gate.ts';
import { openFaultLog } from './fault-log.ts';
import { type LaunchRequest, parseLaunchArguments } from './launch-arguments.ts';
import { findRequestedDocument, openRequestedArchive } from './launch-request.ts';
import { setMenu } from './menu.ts';
import { lockSession, silenceChromium } from './network-lock.ts';
import { serveOriginals } from './object-protocol.ts';
import { collectOpenFiles } from './open-files.ts';
import { readStartSettings, type StartSettings } from './start-settings.ts';
import { confine, openWindow, whenLoaded, windowOrigin } from './window.ts';
import { readWindowState, type WindowState, writeWindowState } from './window-state.ts';

const endWith = (error: unknown): void => {
  console.error(error);
  app.exit(1);
};
// The roles of one page's process come before anything of the window's: see capture-process.ts and print-process.ts.
if (process.argv.includes(CAPTURE_SWITCH)) {
  import('./capture-process.ts').then(({ runCaptureProcess }) => runCaptureProcess()).catch(endWith);
} else if (process.argv.includes(PRINT_SWITCH)) {
  import('./print-process.ts').then(({ runPrintProcess }) => runPrintProcess()).catch(endWith);
} else {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, codeCache: true } },
    { scheme: 'archive', privileges },
  ]);
  silenceChromium();
  const asked = parseLaunchArguments(process.argv, process.cwd());
  // A second start hands its wishes to the first and ends: two windows of one person share settings.
  if (app.requestSingleInstanceLock({ request: asked })) start(asked);
  else app.quit();
}

function start(request: LaunchRequest): void {
  const folder = app.getPath('userData');
  const whenFileOpens = collectOpenFiles(app);
  // Read while Chromium starts.
  const startSettingsRead = readStartSettings(folder);
  const windowStateRead = readWindowState(folder);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app
    .whenReady()
    .then(async () => run(request, folder, await startSettingsRead, await windowStateRead, whenFileOpens))
    .catch((error) => {
      console.error(error);
      dialog.showErrorBox('Standpoint could not start', messageOf(error));
      app.exit(1);
    });
}

function run(
  request: LaunchRequest,
  folder: string,
  before: StartSettings,
  lastState: WindowState,
  whenFileOpens: ReturnType<typeof collectOpenFiles>,
): void {
  let window: BrowserWindow | null = null;
  let windowState = lastState;
  let windowSaved: Promise<unknown> = Promise.resolve();
  let openArchive: Pick<ArchiveStatus, 'directory' | 'readOnly'> | null = null;
  /** How often the archive process was started again: only the newest opens the archive. */
  let reopenings = 0;
  let openDocumentId: string | null = null;
  const origin = windowOrigin();
  nativeTheme.themeSource = before.theme;

  const broadcast = (message: Broadcast) => window?.webContents.send(BROADCAST_CHANNEL, message);

  const report = (title: string, error: unknown) => {
    const options = { type: 'error' as const, message: title, detail: messageOf(error) };
    (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)).catch(console.error);
  };

  const faults = openFaultLog(folder);
  let nameInMenu: (message: Broadcast) => void = () => undefined;
  // The core first: it takes longest to be ready.
  const host = startArchiveHost({
    onBroadcast: (message) => {
      if (message.type === 'archive') noteArchive(message.status);
      nameInMenu(message);
      broadcast(message);
    },
    onCrash: (end, restarted) => {
      const before = openArchive;
      // The window's calls wait until the archive is open again.
      reopenings += 1;
      const mine = reopenings;
      if (restarted && before !== null) opened = opened.then(() => openAgain(before, () => mine === reopenings));
      end
        .then(({ reason, lastWords }) => {
          faults.note(`The archive process ended unexpectedly (${reason}).\n${lastWords}`);
          const outcome = restarted
            ? 'It was started again; what was saved is safe.'
            : 'It ended too often and was not started again. Close Standpoint and start it again.';
          report('The archive process ended unexpectedly', `${outcome} (${reason})`);
        })
        .catch(console.error);
    },
    onFault: (text) => faults.note(`A failure in the archive process: ${text}`),
  });
  const menu = setMenu((command) => broadcast({ type: 'command', command }));
  nameInMenu = menu.follow;

  if (before.coder !== null) host.setCoder(before.coder);

  // Words that are typed but not saved live in the window alone.
  const flushRequests = createFlushRequests(() => {
    const contents = window?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoadingMainFrame()) return false;
    broadcast({ type: 'command', command: 'window.flush' });
    return true;
  });
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });

  const showWindow = (): BrowserWindow => {
    const shown = openWindow(windowState, (state) => {
      windowState = state;
      windowSaved = writeWindowState(folder, state).catch((error) => console.error('Window place not saved:', error));
    });
    guardClose(shown, flushRequests, {
      confirm: async (unsaved) => {
        const { response } = await dialog.showMessageBox(shown, {
          type: 'warning',
          message: 'Some of what you typed is not saved',
          detail: unsaved.join('\n\n'),
          buttons: ['Go Back', 'Close Without Saving'],
          defaultId: 0,
          cancelId: 0,
        });
        return response === 1;
      },
      onStay: () => {
        isQuitting = false;
      },
      onGo: () => (isQuitting ? app.quit() : shown.close()),
    });
    shown.on('closed', () => {
      window = null;
    });
    window = shown;
    return shown;
  };
  lockSession(session.defaultSession, origin);
  serveApp(join(__dirname, '../renderer'));
  serveOriginals(async (sha256, part) => {
    await opened;
    return host.originalPath(sha256, part);
  }, origin);
  const firstWindow = showWindow();

  // Only now: loading the schemas takes longer than all the rest of this process, which has files to serve first.
  const desktopLoaded = whenLoaded(firstWindow)
    .then(() => import('./desktop.ts'))
    .then(({ openDesktop }) =>
      openDesktop({
        folder,
        host,
        broadcast,
        window: () => window,
        applyToMenu: menu.apply,
        report,
        onReadyToClose: flushRequests.answer,
        openDocumentId: async () => {
          await opened;
          return openDocumentId;
        },
      }),
    );

  // The window's calls wait for this, so that it never shows "no archive" for a moment.
  let opened = open(request);
  async function open(wanted: LaunchRequest): Promise<void> {
    try {
      await openRequestedArchive(wanted, before.lastArchive, host);
    } catch (error) {
      report('The archive could not be opened', error);
    }
    await openDocument(wanted.open, wanted.directory);
  }

  async function openAgain(
    { directory, readOnly }: Pick<ArchiveStatus, 'directory' | 'readOnly'>,
    isNewest: () => boolean,
  ): Promise<void> {
    const result = await host.invoke('archive.open', { directory, readOnly });
    // The process may have ended once more meanwhile: then the next one opens it.
    if (result.ok || !isNewest()) return;
    report('The archive could not be opened again', result.error.message);
    // The window shows what is so: none is open.
    noteArchive(null);
    broadcast({ type: 'archive', status: null });
  }

  async function openDocument(name: string | null, directory: string): Promise<void> {
    if (name === null) return;
    try {
      const { known, importing } = await findRequestedDocument(name, directory, host);
      if (known !== null) showDocument(known);
      else importing?.then(showDocument).catch((error) => report(`“${name}” could not be opened`, error));
    } catch (error) {
      report(`“${name}” could not be opened`, error);
    }
  }

  function showDocument(documentId: string): void {
    openDocumentId = documentId;
    broadcast({ type: 'open-document', documentId });
  }

  function noteArchive(status: ArchiveStatus | null): void {
    openArchive = status;
    if (status === null) return;
    desktopLoaded
      .then(({ rememberArchive }) => rememberArchive(status))
      .catch((error) => report('The list of recent archives was not saved', error));
  }

  ipcMain.handle(INVOKE_CHANNEL, async (event, method: unknown, input: unknown): Promise<Result<unknown>> => {
    const frame = event.senderFrame;
    const isOurs = frame !== null && frame === window?.webContents.mainFrame && frame.url.startsWith(`${origin}/`);
    if (!isOurs || typeof method !== 'string')
      return { ok: false, error: { code: 'invalid-input', message: 'The call did not come from the window.' } };
    const desktop = await desktopLoaded;
    if (desktop.answers(method)) return desktop.invoke(method, input);
    await opened;
    return host.invoke(method, input);
  });

  app.on('second-instance', (_event, _argv, _directory, data) => {
    if (window === null) showWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const wanted = (data as { request: LaunchRequest }).request;
    if (wanted.archive === null) {
      opened = opened.then(() => openDocument(wanted.open, wanted.directory));
      return;
    }
    // The window's calls wait for `opened`: they must be through before it stands for the next archive.
    flushRequests
      .ask()
      .then(() => {
        opened = opened.then(() => open(wanted));
      })
      .catch((error) => report('The archive could not be opened', error));
  });
  whenFileOpens((path) => {
    opened = opened.then(() => openDocument(resolve(path), '/'));
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let isClosing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    const settingsSaved = desktopLoaded.then(({ settings }) => settings.settled());
    Promise.allSettled([host.close(), windowSaved, settingsSaved]).then(() => app.exit(0));
  });
}

function messageOf(error: unknown): string {
  if (error instanceof ArchiveError || typeof error === 'string')
    return error.toString().replace(/^ArchiveError: /, '');
  return error instanceof Error ? error.message : String(error);
}
