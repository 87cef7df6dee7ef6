// The capture role: the same program, started for one page, in a process and with a profile of its own. It knows no
// archive, opens no window that can be seen, registers no scheme of ours, and is gone when the page is taken.
import { app } from 'electron';
import type { CaptureMessage, CaptureRequest } from '../archive/capture-messages.ts';
import { CaptureError } from './capture-failures.ts';
import { takePage } from './capture-page.ts';
import { silenceServices } from './network-lock.ts';

/** Runs the role: waits for the one request, answers it and ends. Call it before `app` is ready. */
export function runCaptureProcess(): void {
  silenceServices();
  // Names and passwords of this computer's user are offered to no server.
  app.commandLine.appendSwitch('auth-server-allowlist', '_');
  app.commandLine.appendSwitch('disable-features', 'WebTransport,MediaRouter,DialMediaRouteProvider');
  // Where the machine has no sandbox (root, in tests), insisting would end every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.dock?.hide();
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  // The end of the page's window is not yet the end: the answer must be out first.
  app.on('window-all-closed', () => undefined);
  process.once('disconnect', () => app.exit(1));
  if (process.send === undefined) {
    app.exit(1);
    return;
  }
  process.once('message', (request: CaptureRequest) => {
    app
      .whenReady()
      .then(() => takePage(request, send))
      .then(
        (taken): CaptureMessage => ({ type: 'taken', taken }),
        (error: unknown): CaptureMessage => ({ type: 'failed', ...failureOf(error) }),
      )
      .then((message) => process.send?.(message, undefined, undefined, () => app.exit(0)))
      .catch((error) => {
        console.error(error);
        app.exit(1);
      });
  });
}

function send(message: CaptureMessage): void {
  process.send?.(message);
}

function failureOf(error: unknown): CaptureError['failure'] {
  if (error instanceof CaptureError) return error.failure;
  return {
    code: 'internal',
    message: `The page could not be taken: ${error instanceof Error ? error.message : error}`,
  };
}
