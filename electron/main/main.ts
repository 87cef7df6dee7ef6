// The main process: starts the core and the window side by side, and stands between them. No rules of the domain.
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, protocol, session } from 'electron';
import type { Broadcast, Settings } from '../../shared/contract.ts';
import { ArchiveError, type Result } from '../../shared/errors.ts';
import { serveApp } from './app-protocol.ts';
import { type ArchiveHost, startArchiveHost } from './archive-host.ts';
import { BROADCAST_CHANNEL, INVOKE_CHANNEL } from './channels.ts';
import { createDesktopMethods, invokeDesktop, isDesktopMethod } from './desktop-methods.ts';
import { type LaunchRequest, parseLaunchArguments } from './launch-arguments.ts';
import { findRequestedDocument, openRequestedArchive } from './launch-request.ts';
import { setMenu } from './menu.ts';
import { lockSession, silenceChromium } from './network-lock.ts';
import { serveOriginals } from './object-protocol.ts';
import { openSettings, type SettingsStore, withRecentArchive } from './settings.ts';
import { confine, openWindow, windowOrigin } from './window.ts';
import { readWindowState, type WindowState, writeWindowState } from './window-state.ts';

const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true };
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges },
  { scheme: 'archive', privileges },
]);
silenceChromium();
const asked = parseLaunchArguments(process.argv, process.cwd());

// A second start hands its wishes to the first and ends: two windows of one person share settings.
if (app.requestSingleInstanceLock({ request: asked })) start(asked);
else app.quit();

function start(request: LaunchRequest): void {
  const folder = app.getPath('userData');
  // Read while Chromium starts.
  const settingsOpened = openSettings(folder, userInfo().username);
  const windowStateRead = readWindowState(folder);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app
    .whenReady()
    .then(async () => run(request, folder, await settingsOpened, await windowStateRead))
    .catch((error) => {
      console.error(error);
      dialog.showErrorBox('Standpoint could not start', messageOf(error));
      app.exit(1);
    });
}

function run(request: LaunchRequest, folder: string, settings: SettingsStore, lastState: WindowState): void {
  let window: BrowserWindow | null = null;
  let windowState = lastState;
  let windowSaved: Promise<unknown> = Promise.resolve();
  let openDirectory: string | null = null;

  const broadcast = (message: Broadcast) => window?.webContents.send(BROADCAST_CHANNEL, message);

  const report = (title: string, error: unknown) => {
    const options = { type: 'error' as const, message: title, detail: messageOf(error) };
    (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)).catch(console.error);
  };

  const applySettings = ({ theme, coder }: Settings) => {
    nativeTheme.themeSource = theme;
    host.setCoder(coder);
  };

  const noteArchive = (message: Broadcast) => {
    if (message.type !== 'archive') return;
    openDirectory = message.status?.directory ?? null;
    if (message.status === null) return;
    const { directory, info } = message.status;
    const recentArchives = withRecentArchive(settings.current.recentArchives, directory, info.title);
    if (JSON.stringify(recentArchives) === JSON.stringify(settings.current.recentArchives)) return;
    settings
      .update({ recentArchives })
      .then((changed) => broadcast({ type: 'settings', settings: changed }))
      .catch((error) => report('The list of recent archives was not saved', error));
  };

  const host: ArchiveHost = startArchiveHost({
    onBroadcast: (message) => {
      noteArchive(message);
      broadcast(message);
    },
    onCrash: (reason, restarted) => {
      const directory = openDirectory;
      report(
        'The archive process ended unexpectedly',
        restarted
          ? `It was started again; what was saved is safe. (${reason})`
          : `It ended too often and was not started again. Close Standpoint and start it again. (${reason})`,
      );
      if (restarted && directory !== null)
        host
          .invoke('archive.open', { directory })
          .then((result) => result.ok || report('The archive could not be opened again', result.error.message));
    },
  });
  applySettings(settings.current);

  // The window's calls wait for this, so that it never shows "no archive" for a moment.
  let openDocumentId: string | null = null;
  let opened = open(request);
  async function open(wanted: LaunchRequest): Promise<void> {
    try {
      await openRequestedArchive(wanted, settings.current.recentArchives, host);
    } catch (error) {
      report('The archive could not be opened', error);
    }
    await openDocument(wanted.open, wanted.directory);
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

  const showDocument = (documentId: string) => {
    openDocumentId = documentId;
    broadcast({ type: 'open-document', documentId });
  };

  const origin = windowOrigin();
  const desktop = createDesktopMethods({
    window: () => window,
    settings,
    host,
    broadcast,
    applySettings,
    openDocumentId: async () => {
      await opened;
      return openDocumentId;
    },
  });

  const showWindow = () => {
    const shown = openWindow(windowState, (state) => {
      windowState = state;
      windowSaved = writeWindowState(folder, state).catch((error) => console.error('Window place not saved:', error));
    });
    shown.on('closed', () => {
      window = null;
    });
    window = shown;
  };

  ipcMain.handle(INVOKE_CHANNEL, async (event, method: unknown, input: unknown): Promise<Result<unknown>> => {
    const frame = event.senderFrame;
    const isOurs = frame !== null && frame === window?.webContents.mainFrame && frame.url.startsWith(`${origin}/`);
    if (!isOurs || typeof method !== 'string')
      return { ok: false, error: { code: 'invalid-input', message: 'The call did not come from the window.' } };
    if (isDesktopMethod(method)) return invokeDesktop(desktop, method, input);
    await opened;
    return host.invoke(method, input);
  });

  lockSession(session.defaultSession, origin);
  serveApp(join(__dirname, '../renderer'));
  serveOriginals((sha256) => host.originalPath(sha256), origin);
  showWindow();
  setMenu((command) => broadcast({ type: 'command', command }));

  app.on('second-instance', (_event, _argv, _directory, data) => {
    if (window === null) showWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const wanted = (data as { request: LaunchRequest }).request;
    if (wanted.archive !== null) opened = opened.then(() => open(wanted));
    else opened = opened.then(() => openDocument(wanted.open, wanted.directory));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened = opened.then(() => openDocument(resolve(path), '/'));
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    Promise.allSettled([host.close(), windowSaved, settings.settled()]).then(() => {
      isClosed = true;
      app.exit(0);
    });
  });
}

function messageOf(error: unknown): string {
  if (error instanceof ArchiveError || typeof error === 'string')
    return error.toString().replace(/^ArchiveError: /, '');
  return error instanceof Error ? error.message : String(error);
}
