// The printing role: the same program, started for one page of ours, in a process and with a profile of its own. It
// knows no archive, runs no script, reaches no network, opens no window that can be seen, and is gone when the PDF is
// written.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, session } from 'electron';
import type { PrintMessage, PrintRequest } from '../archive/print-messages.ts';
import { silenceChromium } from './network-lock.ts';

/** Runs the role: waits for the one request, answers it and ends. Call it before `app` is ready. */
export function runPrintProcess(): void {
  silenceChromium();
  // Where the machine has no sandbox (root, in tests), insisting would end every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.dock?.hide();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  // The end of the window is not yet the end: the answer must be out first.
  app.on('window-all-closed', () => undefined);
  process.once('disconnect', () => app.exit(1));
  if (process.send === undefined) {
    app.exit(1);
    return;
  }
  process.once('message', (request: PrintRequest) => {
    app
      .whenReady()
      .then(() => print(request))
      .then(
        (): PrintMessage => ({ type: 'printed' }),
        (error: unknown): PrintMessage => ({
          type: 'failed',
          code: 'io',
          message: `The PDF could not be written: ${error instanceof Error ? error.message : error}`,
        }),
      )
      .then((message) => process.send?.(message, undefined, undefined, () => app.exit(0)))
      .catch((error) => {
        console.error(error);
        app.exit(1);
      });
  });
}

/** Options that this Electron may not have: the older one leaves them out. */
interface NewerOptions extends Electron.PrintToPDFOptions {
  readonly generateTaggedPDF?: boolean;
  readonly generateDocumentOutline?: boolean;
}

async function print({ from, to, paper, title }: PrintRequest): Promise<void> {
  const address = pathToFileURL(from).href;
  const partition = session.fromPartition('print', { cache: false });
  partition.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== address }));
  partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  partition.setPermissionCheckHandler(() => false);
  partition.on('will-download', (event) => event.preventDefault());
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: partition,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      plugins: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  await window.loadURL(address);
  const options: NewerOptions = {
    printBackground: true,
    pageSize: paper === 'a4' ? 'A4' : 'Letter',
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer(title),
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  };
  await writeFile(to, await window.webContents.printToPDF(options));
  window.destroy();
}

/** The title on the left, the page's number on the right. Chromium enlarges what stands here by a third. */
function footer(title: string): string {
  const line =
    "box-sizing: border-box; width: 100%; padding: 0 10.5%; display: flex; gap: 4%; font: 5.6pt -apple-system, 'Segoe UI', Roboto, Arial, 'Liberation Sans', sans-serif; color: #555e6a";
  const cut = 'flex: 1; min-width: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis';
  return `<div style="${line}"><span style="${cut}">${escapeHtml(title)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
