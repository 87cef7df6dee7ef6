import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { CaptureOutcome } from '../../shared/contract/capture.ts';
import { expect, type StandpointApp, test } from './app.ts';

const PDF = join(__dirname, '../fixtures/documents/corruptionOneByteMissing.pdf');

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A site of pages that tests write; notes every request. */
async function openSite(pages: Readonly<Record<string, (response: ServerResponse) => void>>) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    heard.push({ path: request.url ?? '', headers: request.headers });
    const page = pages[request.url ?? ''];
    if (page) page(response);
    else
      response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Nothing</title><p>There is no such page.');
  });
  server.on('upgrade', (request, socket) => {
    heard.push({ path: `upgrade ${request.url}`, headers: request.headers });
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    heard,
    paths: () => heard.map(({ path }) => path),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const html =
  (body: string, headers: Record<string, string | string[]> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);

const STATEMENT =
  '<!doctype html><title>Statement of the department</title><h1>Statement</h1><p>We will not take part.</p>';

async function openArchive(app: StandpointApp): Promise<Page> {
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Captures' });
  return page;
}

/** What axe finds, but for splitters, which belong between landmarks. */
async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html: source }) => !(id === 'region' && source.includes('role="separator"')))
      .map(({ target }) => `${id}: ${target}`),
  );
}

/** Leftovers of captures in the machine's temporary folder. */
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('standpoint-capture-'));
/** What was not there before; what was may be of captures that were killed, which the next one removes. */
const added = (before: readonly string[]) => leftovers().filter((name) => !before.includes(name));

async function newest(app: StandpointApp, { documentId }: CaptureOutcome) {
  const document = await app.call('document.get', { id: documentId ?? '' });
  const version = document.versions.at(-1);
  if (version === undefined) throw new Error('The document has no version.');
  return { document, version };
}

test.describe('a captured page', () => {
  test('is kept with its print, its text and what the server said, from the dialog to the inspector', async ({
    app,
  }) => {
    const before = leftovers();
    const site = await openSite({
      '/statement': (response) => void response.writeHead(302, { location: '/statements/7' }).end(),
      '/statements/7': html(`${STATEMENT}<img src="/seal.png"><script>alert('x'); print(); confirm('y')</script>`, {
        'X-Zeta': 'last',
        'Set-Cookie': ['visitor=1; Max-Age=86400', 'other=2'],
        'X-Alpha': 'first',
      }),
      '/seal.png': (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('not really'),
    });
    const page = await openArchive(app);
    await app.chooseMenu('document.capture');
    const dialog = page.getByRole('dialog', { name: 'Capture web page' });
    await expect(dialog).toContainText('This one address is loaded');
    await dialog.getByLabel('Address').fill(`${site.address}/statement`);
    expect(site.paths()).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Capture page' }).click();
    await expect(dialog).toContainText('Kept as “Statement of the department”.', { timeout: 120_000 });
    expect(site.paths()).toEqual(['/statement', '/statements/7', '/seal.png']);

    const [summary] = await app.call('document.list', {});
    const { document, version } = await newest(app, { documentId: summary?.id ?? '' } as CaptureOutcome);
    const { capturedAt, agent, headers, ...capture } = version.capture ?? { capturedAt: '', agent: '', headers: [] };
    expect({ ...capture, kind: document.kind, sourceUrl: document.sourceUrl, format: version.format }).toEqual({
      url: `${site.address}/statement`,
      finalUrl: `${site.address}/statements/7`,
      status: 200,
      kind: 'web-page',
      sourceUrl: `${site.address}/statement`,
      format: 'mhtml',
    });
    expect(document.dateCaptured).toBe(capturedAt);
    expect(headers.slice(0, 5)).toEqual([
      ['content-type', 'text/html; charset=utf-8'],
      ['X-Zeta', 'last'],
      ['Set-Cookie', 'visitor=1; Max-Age=86400'],
      ['Set-Cookie', 'other=2'],
      ['X-Alpha', 'first'],
    ]);
    expect(await app.call('document.text', { id: document.id })).toContain('We will not take part.');
    expect(version.companions).toMatchObject([{ role: 'capture-pdf', mediaType: 'application/pdf' }]);
    for (const { headers: sent } of site.heard) {
      expect(sent['user-agent']).toBe(agent);
      expect(agent).not.toMatch(/Electron|Standpoint/i);
      expect(sent['accept-language']).toBe('en-US,en;q=0.9');
    }

    await dialog.getByRole('button', { name: 'Open document' }).click();
    await app.chooseMenu('view.documents');
    await page.getByRole('row').filter({ hasText: 'Statement of the department' }).first().click();
    const record = page.getByRole('region', { name: 'Capture of version 1' });
    await expect(record).toContainText('Does not prove');
    await record.getByText('Headers of the answer').click();
    await expect(record.getByRole('row', { name: 'X-Alpha first' })).toBeVisible();
    const copy = join(app.folder, 'print.pdf');
    await app.answerSaveDialog(copy);
    await record.getByRole('button', { name: 'Save the PDF print…' }).click();
    await expect(page.getByText('The PDF print was saved')).toBeVisible();
    expect((await readFile(copy)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await violations(page)).toEqual([]);
    expect(added(before)).toEqual([]);
    await site.close();
  });

  test('carries no cookie from one capture to the next, and becomes version 2 at the same address', async ({ app }) => {
    let words = 'We will not take part.';
    const site = await openSite({
      '/page': (response) =>
        html(`<title>Statement</title><p>${words}</p>`, { 'Set-Cookie': 'visitor=1; Max-Age=86400' })(response),
    });
    await openArchive(app);
    const url = `${site.address}/page`;
    const first = await app.call('capture.take', { url });
    const same = await app.call('capture.take', { url: `${url}#part`, jobId: 'same' });
    expect([first, same]).toMatchObject([
      { state: 'kept', version: 1 },
      { state: 'undecided', doubt: 'unchanged', documentId: first.documentId, version: 1 },
    ]);
    expect((await newest(app, first)).document.versions).toHaveLength(1);
    const kept = await app.call('capture.keep', { jobId: 'same' });
    words = 'We will take part.';
    const changed = await app.call('capture.take', { url });
    expect([kept, changed]).toMatchObject([
      { state: 'kept', documentId: first.documentId, version: 2 },
      { state: 'kept', documentId: first.documentId, version: 3 },
    ]);
    expect(site.heard.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined]);
    expect((await app.call('document.list', {})).length).toBe(1);
    await site.close();
  });

  test('reaches nothing of ours: no scheme, no file, no window, no socket', async ({ app }) => {
    const other = await openSite({ '/pixel': html('') });
    const site = await openSite({
      '/hostile': html(`<title>Hostile</title><p>Tries everything.</p><pre id="log"></pre><script>
        const log = (line) => { document.getElementById('log').textContent += line + '\\n'; };
        const tries = {
          app: () => fetch('app://standpoint/index.html'), archive: () => fetch('archive://${'f'.repeat(64)}/'),
          file: () => fetch('file:///etc/passwd'), frame: () => new Promise((resolve, reject) => {
            const frame = document.createElement('iframe'); frame.src = 'file:///etc/passwd'; document.body.append(frame);
            addEventListener('load', () => /root:/.test(frame.contentDocument?.body?.textContent ?? 'root:') ? resolve() : reject()); }),
          socket: () => new Promise((resolve, reject) => { const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket');
            socket.onopen = resolve; socket.onerror = reject; }),
          popup: () => window.open('/popup') ? 'opened' : Promise.reject(),
          bridge: () => 'standpoint' in window || 'require' in window || 'process' in window ? 'there' : Promise.reject(),
          place: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
          clipboard: () => navigator.clipboard.readText(),
          notes: () => Notification.requestPermission().then((state) => state === 'granted' ? state : Promise.reject()),
        };
        for (const [name, run] of Object.entries(tries))
          Promise.resolve().then(run).then(() => log(name + ' reached'), () => log(name + ' refused'));
        new Image().src = '${other.address}/pixel';
        addEventListener('load', () => setTimeout(() => {
          location.href = 'mailto:someone@example.org';
          const link = document.createElement('a'); link.href = '/download'; link.download = 'x.exe';
          document.body.append(link); link.click();
        }));
      </script>`),
      '/download': (response) =>
        void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('a program'),
    });
    await openArchive(app);
    const outcome = await app.call('capture.take', { url: `${site.address}/hostile` });
    expect(outcome.state).toBe('kept');
    const text = await app.call('document.text', { id: outcome.documentId ?? '' });
    const lines = text.split('\n').filter((line) => / (reached|refused)$/.test(line));
    expect(lines.sort()).toEqual(
      ['app', 'archive', 'bridge', 'clipboard', 'file', 'frame', 'notes', 'place', 'popup', 'socket'].map(
        (name) => `${name} refused`,
      ),
    );
    // What a page shows may come from anywhere on the web.
    expect(other.paths()).toEqual(['/pixel']);
    expect(site.paths().filter((path) => !['/hostile', '/download'].includes(path))).toEqual([]);
    expect(app.electron.windows()).toHaveLength(1);
    await Promise.all([site.close(), other.close()]);
  });

  test('that is a PDF is kept as the PDF itself', async ({ app }) => {
    const bytes = await readFile(PDF);
    const site = await openSite({
      '/files/statement.pdf': (response) =>
        void response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes),
    });
    await openArchive(app);
    const outcome = await app.call('capture.take', { url: `${site.address}/files/statement.pdf` });
    const { version } = await newest(app, outcome);
    expect(version).toMatchObject({ format: 'pdf', fileName: 'statement.pdf', byteLength: bytes.length });
    expect(version.companions).toBeUndefined();
    expect(site.paths()).toEqual(['/files/statement.pdf']);
    const again = await app.call('capture.take', { url: `${site.address}/files/statement.pdf`, keepUnchanged: true });
    expect(again).toMatchObject({ state: 'duplicate', documentId: outcome.documentId, version: 1 });
    await site.close();
  });
});

test.describe('a capture that comes to nothing', () => {
  test('says which error the server answered with, and keeps that page only if it is told to', async ({ app }) => {
    const site = await openSite({});
    const page = await openArchive(app);
    await app.chooseMenu('document.capture');
    const dialog = page.getByRole('dialog', { name: 'Capture web page' });
    await dialog.getByLabel('Address').fill(`${site.address}/gone`);
    await dialog.getByRole('button', { name: 'Capture page' }).click();
    await expect(dialog).toContainText('answered with an error: 404 (the page is not there)', { timeout: 120_000 });
    expect(await app.call('document.list', {})).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep it all the same' }).click();
    await expect(dialog).toContainText('Kept as “Nothing”.');
    const [document] = await app.call('document.list', {});
    const { version } = await newest(app, { documentId: document?.id ?? '' } as CaptureOutcome);
    expect(version.capture?.status).toBe(404);

    const refused = await app.call('capture.take', { url: `${site.address}/other`, jobId: 'other' });
    expect(refused).toMatchObject({ state: 'undecided', doubt: 'http-error', status: 404 });
    await app.call('capture.drop', { jobId: 'other' });
    await expect(app.call('capture.keep', { jobId: 'other' })).rejects.toThrow('not-found');
    expect(await app.call('document.list', {})).toHaveLength(1);
    await site.close();
  });

  test('names an address where nothing answers, a name that is not known, and what is no web address', async ({
    app,
  }) => {
    const site = await openSite({});
    await site.close();
    await openArchive(app);
    const take = (url: string) => app.call('capture.take', { url });
    await expect(take(`${site.address}/`)).rejects.toThrow('refuses connections: nothing answers there');
    await expect(take('http://nobody.invalid/')).rejects.toThrow(/There is no nobody\.invalid|computer is offline/);
    await expect(take('file:///etc/passwd')).rejects.toThrow('neither http nor https');
    await expect(take('https://name:word@example.org/')).rejects.toThrow('holds a name or a password');
    expect(await app.call('document.list', {})).toEqual([]);
  });

  test('refuses a server whose certificate nobody vouches for, before it asks anything', async ({ app }) => {
    const [key, cert] = await Promise.all(
      ['self-signed-key.pem', 'self-signed.pem'].map((name) => readFile(join(__dirname, '../fixtures/capture', name))),
    );
    const asked: unknown[] = [];
    const server = createSecureServer({ key, cert }, (request) => void asked.push(request.url));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await openArchive(app);
    await expect(app.call('capture.take', { url: `https://127.0.0.1:${port}/` })).rejects.toThrow(
      'is not issued by anyone this computer trusts',
    );
    expect(asked).toEqual([]);
    server.close();
  });

  test('is refused where the page leads to a scheme of ours or to a file', async ({ app }) => {
    const to = (location: string) => (response: ServerResponse) => void response.writeHead(302, { location }).end();
    const site = await openSite({ '/app': to('app://standpoint/index.html'), '/file': to('file:///etc/passwd') });
    await openArchive(app);
    for (const path of ['/app', '/file'])
      await expect(app.call('capture.take', { url: `${site.address}${path}` })).rejects.toThrow(
        'neither http nor https',
      );
    expect(await app.call('document.list', {})).toEqual([]);
    await site.close();
  });

  test('ends with the app, however that ends', async ({ app }) => {
    const waiting: ServerResponse[] = [];
    const site = await openSite({ '/slow': (response) => void waiting.push(response) });
    const page = await openArchive(app);
    await page.evaluate((url) => {
      void window.standpoint.invoke('capture.take', { url });
    }, `${site.address}/slow`);
    await expect.poll(() => waiting.length).toBe(1);
    await app.kill();
    await expect.poll(() => waiting[0]?.destroyed).toBe(true);
    await site.close();
  });

  test('is stopped at once, and leaves nothing', async ({ app }) => {
    const before = leftovers();
    const waiting: ServerResponse[] = [];
    const site = await openSite({ '/slow': (response) => void waiting.push(response) });
    const page = await openArchive(app);
    await app.chooseMenu('document.capture');
    const dialog = page.getByRole('dialog', { name: 'Capture web page' });
    await dialog.getByLabel('Address').fill(`${site.address}/slow`);
    await dialog.getByLabel('Address').press('Enter');
    await expect.poll(() => waiting.length).toBe(1);
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await expect(dialog.getByLabel('Address')).toHaveValue(`${site.address}/slow`);
    expect(await app.call('document.list', {})).toEqual([]);
    expect(added(before)).toEqual([]);
    await site.close();
  });
});

test('pasting an address in the list of documents opens the dialog with it, and sends nothing', async ({ app }) => {
  const site = await openSite({ '/page': html(STATEMENT) });
  const page = await openArchive(app);
  await app.chooseMenu('view.documents');
  await page.evaluate((address) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ` ${address}\n`);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, `${site.address}/page`);
  await expect(page.getByRole('dialog', { name: 'Capture web page' }).getByLabel('Address')).toHaveValue(
    `${site.address}/page`,
  );
  expect(site.paths()).toEqual([]);
  await site.close();
});
