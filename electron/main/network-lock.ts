import { app, type Session } from 'electron';

/** Turns off what Chromium fetches of its own accord. Call before `app` is ready. */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost');
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'])
    app.commandLine.appendSwitch(name);
}

/**
 * Keeps a session offline and without rights: every request but those for the window's own files, originals and
 * data made in the window is cancelled, every permission denied. `origin` may be the development server's.
 */
export function lockSession(session: Session, origin: string): void {
  const hosts = [origin, origin.replace(/^http/, 'ws')];
  const isOwn = (url: string) =>
    /^(app|archive|blob|data|devtools):/.test(url) || hosts.some((host) => url === host || url.startsWith(`${host}/`));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
