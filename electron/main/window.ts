import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { boundsOnScreen, type WindowState } from './window-state.ts';

/** The window's colours before its style sheet has arrived; the same as --surface in renderer/tokens.css. */
const BACKGROUND = { light: '#fcfbf9', dark: '#191816' };

/** A renderer that crashes again within this time, in milliseconds, is not reloaded again. */
const CRASH_LOOP = 10_000;

/** Address of the window: the built files, or the development server with hot reload. */
export function windowOrigin(): string {
  const development = process.env.ELECTRON_RENDERER_URL;
  return development && !app.isPackaged ? new URL(development).origin : APP_ORIGIN;
}

/** Opens the window where it stood, shown as soon as it has something to show. `onClose` gets its last place. */
export function openWindow(state: WindowState, onClose: (state: WindowState) => void): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...boundsOnScreen(state.bounds, displays),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Standpoint',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(__dirname, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  // Set apart from the constructor: there it would show the window before it has painted.
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => onClose({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  reloadAfterCrash(window);
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  window.loadURL(`${windowOrigin()}/`).catch((error) => console.error('The window could not be loaded:', error));
  return window;
}

/** Resolves when the window's page and its scripts are there, or never will be. */
export function whenLoaded(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    window.webContents.once('dom-ready', done);
    window.webContents.once('did-fail-load', done);
    window.once('closed', done);
  });
}

/** Lets no page go anywhere, open a window or embed another app. Call once for every web contents. */
export function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = Date.now();
    const isLoop = now - lastCrash < CRASH_LOOP;
    lastCrash = now;
    const detail = `Everything that was saved is safe. (Reason: ${reason})`;
    if (isLoop) {
      dialog.showErrorBox('The window keeps crashing', `${detail} Close Standpoint and start it again.`);
      return;
    }
    window.webContents.reload();
    const message = 'The window crashed and was opened again.';
    dialog
      .showMessageBox(window, { type: 'warning', message, detail })
      .catch((error) => console.error('A message could not be shown:', error));
  });
}
