import { app, type Session } from 'electron';

/** Writing text to the clipboard, which copy buttons need; reading it stays forbidden. */
const ONLY_PERMISSION = 'clipboard-sanitized-write';

/** Lets no name be resolved, and turns off what Chromium fetches of its own accord. Call before `app` is ready. */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost');
  silenceServices();
}

/** Turns off what Chromium fetches of its own accord, and that alone. Call before `app` is ready. */
export function silenceServices(): void {
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'])
    app.commandLine.appendSwitch(name);
}

/**
 * Keeps a session offline and without rights: every request but those for the window's own files, originals and
 * data made in the window is cancelled, every permission denied but that to copy text. `origin` may be the development server's.
 */
export function lockSession(session: Session, origin: string): void {
  const hosts = [origin, origin.replace(/^http/, 'ws')];
  const isOwn = (url: string) =>
    /^(app|archive|blob|data|devtools):/.test(url) || hosts.some((host) => url === host || url.startsWith(`${host}/`));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }));
  const isWindow = (url: string | undefined) => url === origin || url?.startsWith(`${origin}/`) === true;
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(permission === ONLY_PERMISSION && isWindow(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => permission === ONLY_PERMISSION && isWindow(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
