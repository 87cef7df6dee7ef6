import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { WebContents, WebPreferences } from 'electron';
import { COMMANDS } from '../../shared/commands.ts';
import type { Broadcast } from '../../shared/contract.ts';
import type { Result } from '../../shared/errors.ts';
import { dropFiles, expect, type StandpointApp, test } from './app.ts';

declare global {
  interface Window {
    heard: Broadcast[];
    readPaths: readonly string[];
  }
}

// Electron has it at run time, but no longer declares it.
type WithPreferences = WebContents & { getLastWebPreferences(): WebPreferences };

// Letters, for a host of digits alone is a number of an address.
const NO_HASH = 'f'.repeat(64);

function fetchInWindow(page: Page, address: string, method = 'GET', range: string | null = null) {
  return page.evaluate(
    async (request) => {
      const headers: Record<string, string> = request.range === null ? {} : { Range: request.range };
      const response = await fetch(request.address, { method: request.method, headers }).catch(() => null);
      if (response === null) return { status: 0, text: '', type: null, range: null };
      return {
        status: response.status,
        text: await response.text(),
        type: response.headers.get('content-type'),
        range: response.headers.get('content-range'),
      };
    },
    { address, method, range },
  );
}

/** A server that notes what reaches it, be it only a connection. */
async function listen() {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    // Whoever reached it may read the answer: a refusal must have another reason.
    response.writeHead(200, { 'access-control-allow-origin': '*', connection: 'close' }).end('reached');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, reached: () => [...reached], close: () => server.close() };
}

test.describe('the window', () => {
  test('has no Node and three functions of ours', async ({ app }) => {
    const page = await app.start();
    const seen = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
      bridge: Object.keys(window.standpoint).sort(),
    }));
    expect(seen).toEqual({ node: [], bridge: ['invoke', 'onChanged', 'pathForFile'] });
  });

  test('is sandboxed and isolated', async ({ app }) => {
    await app.start();
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents = window?.webContents as WithPreferences;
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('reaches no network, and nothing else of its session does', async ({ app }) => {
    const server = await listen();
    await fetch(server.address);
    expect(server.reached()).toEqual(['GET /']);
    const page = await app.start();
    const reached = await page.evaluate(async (address) => {
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve('reached');
        image.onerror = () => resolve('refused');
      });
      image.src = `${address}image.png`;
      navigator.sendBeacon(`${address}beacon`, 'x');
      const socket = new WebSocket(address.replace('http', 'ws'));
      const opened = new Promise((resolve) => {
        socket.onopen = () => resolve('reached');
        socket.onerror = () => resolve('refused');
      });
      const fetched = (url: string) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'refused',
        );
      return Promise.all([fetched(`${address}fetch`), fetched('file:///etc/passwd'), loaded, opened]);
    }, server.address);
    expect(reached).toEqual(Array(4).fill('refused'));

    // Without the policy of our own pages, the session alone must hold.
    const inSession = await app.electron.evaluate(async ({ BrowserWindow, session }, address) => {
      const fetched = await session.defaultSession.fetch(`${address}session`).then(
        () => 'reached',
        (error: Error) => error.message,
      );
      const other = new BrowserWindow({ show: false });
      await other.loadURL('data:text/html,<p>A page without a policy</p>');
      const inPage: string = await other.webContents.executeJavaScript(
        `fetch('${address}page', { mode: 'no-cors' }).then(() => 'reached', () => 'refused')`,
      );
      other.destroy();
      return { fetched, inPage };
    }, server.address);
    expect(inSession).toEqual({ fetched: expect.stringContaining('ERR_BLOCKED_BY_CLIENT'), inPage: 'refused' });
    expect(server.reached()).toEqual(['GET /']);
    server.close();
  });

  test('opens no window and goes nowhere', async ({ app }) => {
    const server = await listen();
    const page = await app.start();
    const address = page.url();
    const tried = app.electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string[]>((resolve) => {
          const tries: string[] = [];
          BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (_event, url) => {
            tries.push(url);
            if (tries.length === 2) resolve(tries);
          });
        }),
    );
    const opened = await page.evaluate((outside) => window.open(outside) !== null, server.address);
    for (const where of ['link', 'location'] as const)
      await page.evaluate(
        ([how, outside]) => {
          if (how === 'location') {
            location.assign(`${outside}location`);
            return;
          }
          const link = document.createElement('a');
          link.href = `${outside}link`;
          document.body.append(link);
          link.click();
          link.remove();
        },
        [where, server.address] as const,
      );
    expect(await tried).toEqual([`${server.address}link`, `${server.address}location`]);
    // The answer of the app proves that the page is still there and alive.
    const alive = await page.evaluate(() => window.standpoint.invoke('app.info', {}));
    expect({
      opened,
      address: page.url(),
      windows: app.electron.windows().length,
      alive: alive.ok,
      reached: server.reached(),
    }).toEqual({ opened: false, address, windows: 1, alive: true, reached: [] });
    server.close();
  });

  test('refuses eval, inline scripts and remote frames', async ({ app }) => {
    const page = await app.start();
    const violated = await page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
      // In a task of its own: what Playwright itself evaluates is exempt from the policy.
      const evaluated = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return true')() === true);
          } catch {
            resolve(false);
          }
        });
      });
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "ran"';
      const frame = document.createElement('iframe');
      const blocked = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective === 'frame-src') resolve(null);
        }),
      );
      frame.src = 'https://example.org/';
      document.body.append(script, frame);
      await blocked;
      frame.remove();
      script.remove();
      return { evaluated, inline: document.documentElement.dataset.inline ?? null, directives: directives.sort() };
    });
    expect(violated).toEqual({
      evaluated: false,
      inline: null,
      directives: ['frame-src', 'script-src', 'script-src-elem'],
    });
  });

  test('is denied every other permission', async ({ app }) => {
    const page = await app.start();
    const denied = await page.evaluate(async () => {
      const notification = await Notification.requestPermission();
      const position = await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
        ),
      );
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      const clipboard = await navigator.clipboard.readText().then(
        () => 'read',
        (error: Error) => error.name,
      );
      return { notification, position, geolocation: state, clipboard };
    });
    expect(denied).toEqual({
      notification: 'denied',
      position: 'denied',
      geolocation: 'denied',
      clipboard: 'NotAllowedError',
    });
  });

  test('may copy: the button beside a SHA-256 puts it on the clipboard', async ({ app }) => {
    const page = await app.start('--sample');
    await app.electron.evaluate(({ clipboard }) => clipboard.writeText('something else'));
    const [document] = await app.call('document.list', {});
    await page
      .getByRole('row')
      .filter({ hasText: document?.title ?? '' })
      .first()
      .click();
    await page
      .getByRole('button', { name: /Copy.*SHA-256/ })
      .first()
      .click();
    await expect(page.getByText('SHA-256 copied')).toBeVisible();
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(document?.sha256);
  });
});

test.describe('the one channel', () => {
  test('refuses an unknown method and input that does not fit, with an error a person can read', async ({ app }) => {
    const page = await app.start();
    const answers = await page.evaluate(() =>
      Promise.all([
        window.standpoint.invoke('shell.run', { command: 'ls' }),
        window.standpoint.invoke('constructor', {}),
        window.standpoint.invoke('app.chooseFolder', { purpose: 'steal' }),
        window.standpoint.invoke('app.updateSettings', { theme: 'light', evil: true }),
      ]),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(Array(4).fill('invalid-input'));
  });

  test('answers nobody but the main frame of the window', async ({ app }) => {
    const page = await app.start();
    const inFrame = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.srcdoc = '<p>framed</p>';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      const has = frame.contentWindow !== null && 'standpoint' in frame.contentWindow;
      frame.remove();
      return has;
    });
    expect(inFrame).toBe(false);

    const call = `window.standpoint.invoke('app.info', {})`;
    const answers = await app.electron.evaluate(async ({ app: main, BrowserWindow }, expression) => {
      const [window] = BrowserWindow.getAllWindows();
      const preload = `${main.getAppPath()}/out/preload/preload.js`;
      const other = new BrowserWindow({ show: false, webPreferences: { preload } });
      const ask = (from: typeof other): Promise<Result<unknown>> => from.webContents.executeJavaScript(expression);
      await other.loadURL('app://standpoint/');
      const fromOther = await ask(other);
      other.destroy();
      const fromOurs = window && (await ask(window));
      await window?.loadURL('data:text/html,<p>Not our page</p>');
      const fromElsewhere = window && (await ask(window));
      return [fromOurs, fromOther, fromElsewhere];
    }, call);
    const refusal = { ok: false, error: { code: 'invalid-input', message: 'The call did not come from the window.' } };
    expect(answers).toMatchObject([{ ok: true }, refusal, refusal]);
  });
});

test.describe('archive://', () => {
  const refused = (hash: string) =>
    [
      ['another method', `archive://${hash}/`, 'PUT'],
      ['deletion', `archive://${hash}/`, 'DELETE'],
      ['a path after the hash', `archive://${hash}/archive.json`, 'GET'],
      ['a path out of the folder', `archive://${hash}/%2e%2e%2f%2e%2e%2farchive.json`, 'GET'],
      ['a query', `archive://${hash}/?x=1`, 'GET'],
      ['no hash', 'archive://etc/passwd', 'GET'],
    ] as const;

  test('streams an original by its hash, whole or in part, and nothing else', async ({ app }) => {
    const page = await app.start();
    const text = 'We will not take part.\nWe will keep the peace.\n';
    const file = join(app.folder, 'statement.txt');
    await writeFile(file, text);
    await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Streams' });
    const [outcome] = await app.call('document.import', { paths: [file] });
    const whole = await fetchInWindow(page, `archive://${outcome?.sha256}/`);
    const part = await fetchInWindow(page, `archive://${outcome?.sha256}/`, 'GET', 'bytes=3-6');
    const beyond = await fetchInWindow(page, `archive://${outcome?.sha256}/`, 'GET', 'bytes=9999-');
    expect([whole, part, beyond]).toEqual([
      { status: 200, text, type: 'application/octet-stream', range: null },
      { status: 206, text: 'will', type: 'application/octet-stream', range: `bytes 3-6/${text.length}` },
      { status: 416, text: '', type: 'application/octet-stream', range: `bytes */${text.length}` },
    ]);

    const cases = refused(outcome?.sha256 ?? '');
    const inWindow = await Promise.all(cases.map(([, address, method]) => fetchInWindow(page, address, method)));
    expect(cases.filter((_case, index) => inWindow[index]?.text !== '' || inWindow[index]?.status === 200)).toEqual([]);
    const statuses = await app.electron.evaluate(
      ({ session }, requests) =>
        Promise.all(
          requests.map(async ([name, address, method]) => {
            const response = await session.defaultSession.fetch(address, { method });
            return [name, response.status, await response.text()];
          }),
        ),
      cases,
    );
    expect(statuses).toEqual(cases.map(([name]) => [name, 403, '']));
    expect(await fetchInWindow(page, `archive://${NO_HASH}/`)).toMatchObject({ status: 404, text: '' });

    await app.call('archive.close', {});
    expect(await fetchInWindow(page, `archive://${outcome?.sha256}/`)).toMatchObject({ status: 404, text: '' });
  });
});

test.describe('the menu', () => {
  test('has no hidden item that closes the window', async ({ app }) => {
    await app.start();
    const closing = await app.electron.evaluate(({ Menu }) => {
      const itemsOf = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
        (menu?.items ?? []).flatMap((item) => [item, ...itemsOf(item.submenu)]);
      return itemsOf(Menu.getApplicationMenu())
        .filter(({ role }) => role?.toLowerCase() === 'close')
        .map(({ label }) => label);
    });
    // On a Mac it is expected, with keys of its own.
    expect(closing).toHaveLength(process.platform === 'darwin' ? 1 : 0);
  });

  test('has every command, and hands a chosen one to the window', async ({ app }) => {
    const page = await app.start();
    const missing = await app.electron.evaluate(
      ({ Menu }, ids) => {
        const menu = Menu.getApplicationMenu();
        return ids.filter((id) => !menu?.getMenuItemById(id));
      },
      COMMANDS.map(({ id }) => id),
    );
    expect(missing).toEqual([]);

    await page.evaluate(() => {
      window.heard = [];
      window.standpoint.onChanged((broadcast) => window.heard.push(broadcast));
    });
    await app.chooseMenu('help.shortcuts');
    await expect
      .poll(() => page.evaluate(() => window.heard))
      .toEqual([{ type: 'command', command: 'help.shortcuts' }]);
  });
});

test.describe('flags', () => {
  test('--archive opens that archive, --open a document of it or a file, imported if it is new', async ({ app }) => {
    const directory = join(app.folder, 'archive');
    const [known, fresh] = [join(app.folder, 'known.txt'), join(app.folder, 'fresh.txt')];
    await writeFile(known, 'The department will not take part.');
    await writeFile(fresh, 'The sheriff will cooperate in full.');
    await app.start();
    await app.call('archive.create', { directory, title: 'Flags' });
    const [outcome] = await app.call('document.import', { paths: [known] });
    const id = outcome?.documentId ?? '';

    await app.restart('--archive', 'archive', '--open', id);
    const byId = (await app.call('app.info', {})).openDocumentId;
    await app.restart('--archive', directory, '--open', 'known.txt');
    const byFile = (await app.call('app.info', {})).openDocumentId;
    const { counts } = (await app.call('archive.status', {})) ?? {};
    expect({ byId, byFile, documents: counts?.documents }).toEqual({ byId: id, byFile: id, documents: 1 });

    await app.restart('--open', fresh);
    await expect.poll(async () => (await app.call('app.info', {})).openDocumentId).not.toBeNull();
    const imported = await app.call('document.get', {
      id: (await app.call('app.info', {})).openDocumentId ?? '',
    });
    expect(imported.versions[0]?.fileName).toBe('fresh.txt');
  });

  test('without any, the archive opened last is there again', async ({ app }) => {
    const directory = join(app.folder, 'archive');
    await app.start();
    await app.call('archive.create', { directory, title: 'Kept open' });
    await app.restart();
    expect(await app.call('archive.status', {})).toMatchObject({ directory, info: { title: 'Kept open' } });
    expect((await app.call('app.getSettings', {})).recentArchives).toEqual([{ directory, title: 'Kept open' }]);
  });

  test('--sample opens the sample archive at the first start', async ({ app }) => {
    const page = await app.start('--sample');
    const status = await app.call('archive.status', {});
    expect(status?.counts.documents).toBeGreaterThanOrEqual(8);
    await expect(page.getByText(status?.info.title ?? '', { exact: false }).first()).toBeVisible();
  });
});

test.describe('settings', () => {
  test('are kept from one start to the next', async ({ app }) => {
    const page = await app.start();
    await page.evaluate(() => window.standpoint.invoke('app.updateSettings', { theme: 'dark', coder: 'M. Ortiz' }));
    const again = await app.restart();
    const settings = await again.evaluate(() => window.standpoint.invoke('app.getSettings', {}));
    expect(settings).toMatchObject({ ok: true, value: { theme: 'dark', coder: 'M. Ortiz' } });
    expect(await again.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  });

  test('that are damaged are set aside and the app opens', async ({ app }) => {
    await mkdir(app.userData, { recursive: true });
    await writeFile(join(app.userData, 'settings.json'), '{"theme": "da');
    const page = await app.start();
    const settings = await page.evaluate(() => window.standpoint.invoke('app.getSettings', {}));
    expect(settings).toMatchObject({ ok: true, value: { theme: 'system', recentArchives: [] } });
  });
});

test.describe('files', () => {
  test('that are dropped name their paths', async ({ app }) => {
    const file = join(app.folder, 'statement é.txt');
    await writeFile(file, 'We will not take part.');
    const page = await app.start();
    await page.evaluate(() => {
      document.body.addEventListener('drop', (event) => {
        event.preventDefault();
        window.readPaths = [...(event.dataTransfer?.files ?? [])].map((dropped) =>
          window.standpoint.pathForFile(dropped),
        );
      });
    });
    await dropFiles(page, 'body', [file]);
    expect(await page.evaluate(() => window.readPaths)).toEqual([file]);
  });

  test('are chosen in a dialog', async ({ app }) => {
    const page = await app.start();
    await app.answerOpenDialog('/papers/a.pdf', '/papers/b.pdf');
    const chosen = await page.evaluate(() => window.standpoint.invoke('app.chooseFiles', {}));
    await app.answerOpenDialog();
    const cancelled = await page.evaluate(() => window.standpoint.invoke('app.chooseFolder', { purpose: 'import' }));
    await app.answerSaveDialog('/papers/briefing');
    const saved = await page.evaluate(() =>
      window.standpoint.invoke('app.chooseSavePath', { suggestedName: 'briefing.docx', extension: 'docx' }),
    );
    expect([chosen, cancelled, saved]).toEqual([
      { ok: true, value: ['/papers/a.pdf', '/papers/b.pdf'] },
      { ok: true, value: null },
      { ok: true, value: '/papers/briefing.docx' },
    ]);
  });
});

test.describe('when a process dies', () => {
  async function endCore(app: StandpointApp, signal: NodeJS.Signals): Promise<void> {
    await app.electron.evaluate(({ app: main }, name) => {
      const core = main.getAppMetrics().find((process) => process.name === 'Standpoint archive');
      if (!core) throw new Error('There is no process of the archive.');
      process.kill(core.pid, name);
    }, signal);
  }

  test('the archive is opened again, nothing is lost, and the window says so', async ({ app }) => {
    app.expectsFaults = true;
    const directory = join(app.folder, 'archive');
    await app.start();
    await app.call('archive.create', { directory, title: 'Survivor' });
    await app.call('archive.rename', { title: 'Survivor, saved' });
    const messages = await app.answerMessages();
    await endCore(app, 'SIGKILL');
    await expect.poll(messages).toEqual(['The archive process ended unexpectedly']);
    // The window's calls wait for the archive: none is told that there is none.
    const status = await app.call('archive.status', {});
    expect(status).toMatchObject({ directory, readOnly: false, problems: [], info: { title: 'Survivor, saved' } });
    const renamed = await app.call('archive.rename', { title: 'Survived' });
    expect(renamed.title).toBe('Survived');
    await expect(app.page.getByRole('button', { name: 'Archive Survived' })).toBeVisible();
    expect(await app.faults()).toContain('The archive process ended unexpectedly (killed, SIGKILL).');
  });

  test('a call under way is told why, and what is read only stays so', async ({ app }) => {
    app.expectsFaults = true;
    const directory = join(app.folder, 'archive');
    await app.start();
    await app.call('archive.create', { directory, title: 'Read' });
    await app.call('archive.open', { directory, readOnly: true });
    const messages = await app.answerMessages();
    // Stopped, it answers nothing: the call is under way when it ends.
    await endCore(app, 'SIGSTOP');
    const call = app.call('document.list', {}).catch((error: unknown) => String(error));
    await app.call('app.getSettings', {});
    await endCore(app, 'SIGKILL');
    expect(await call).toContain(
      'The archive process ended unexpectedly (killed, SIGKILL). What was saved before is safe',
    );
    await expect.poll(messages).toEqual(['The archive process ended unexpectedly']);
    expect(await app.call('archive.status', {})).toMatchObject({ directory, readOnly: true });
  });

  test('the window is opened again', async ({ app }) => {
    await app.start();
    const messages = await app.answerMessages();
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect.poll(messages).toEqual(['The window crashed and was opened again.']);
    await expect
      .poll(() =>
        app.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            `document.querySelectorAll('#root > *').length > 0`,
          ),
        ),
      )
      .toBe(true);
  });
});

test.describe('a second start', () => {
  test('hands its document to the window that is open, and ends', async ({ app }) => {
    const file = join(app.folder, 'second.txt');
    await writeFile(file, 'The county attorney will not prosecute.');
    const page = await app.start();
    await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'One window' });
    await page.evaluate(() => {
      window.heard = [];
      window.standpoint.onChanged((broadcast) => window.heard.push(broadcast));
    });
    expect(await app.startSecond('--open', 'second.txt')).toBe(0);
    await expect
      .poll(() => page.evaluate(() => window.heard.filter(({ type }) => type === 'open-document').length))
      .toBe(1);
    const [document] = await app.call('document.list', {});
    expect({ name: document?.fileName, windows: app.electron.windows().length }).toEqual({
      name: 'second.txt',
      windows: 1,
    });
  });
});
