import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { electronArguments } from './app.ts';

// How a fuse is written in the program: the character 0 or 1.
const [OFF, ON] = [48, 49];

// Run by `npm run package`, which names the program that it made.
const program = process.env.STANDPOINT_PACKAGED_APP ?? '';

/** Starts the packaged app; its fuses refuse Playwright's way in, so that Chromium's own protocol is spoken. */
async function startPackaged(userData: string) {
  const args = [...electronArguments(), `--user-data-dir=${userData}`, '--remote-debugging-port=0'];
  const app = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    app.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    app.once('exit', (code) => reject(new Error(`The packaged app ended with exit code ${code}:\n${said}`)));
  });
  const page = await findPage(port);
  const socket = new WebSocket(page);
  await once(socket, 'open');
  return { app, evaluate: (expression: string) => evaluate(socket, expression) };
}

async function findPage(port: string): Promise<string> {
  let address: string | undefined;
  await expect(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets: { url: string; webSocketDebuggerUrl: string }[] = await response.json();
    address = targets.find(({ url }) => url.startsWith('app://'))?.webSocketDebuggerUrl;
    expect(address).toBeDefined();
  }).toPass({ timeout: 20_000 });
  return address ?? '';
}

async function evaluate(socket: WebSocket, expression: string): Promise<unknown> {
  socket.send(
    JSON.stringify({
      id: 1,
      method: 'Runtime.evaluate',
      params: { expression, awaitPromise: true, returnByValue: true },
    }),
  );
  const [message]: MessageEvent<string>[] = await once(socket, 'message');
  const { result } = JSON.parse(message?.data ?? '{}');
  if (result?.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails));
  return result?.result?.value;
}

test('the packaged app opens, imports, searches, shows its sample and closes in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'standpoint-packaged-'));
  const file = join(folder, 'statement.txt');
  await writeFile(file, 'The department will not take part in the operation.');
  const { app, evaluate } = await startPackaged(join(folder, 'user-data'));
  await expect.poll(() => evaluate(`document.querySelectorAll('#root > *').length`)).toBeGreaterThan(0);
  const calls = [
    ['archive.create', { directory: join(folder, 'archive'), title: 'Packaged' }],
    ['document.import', { paths: [file] }],
    ['search.query', { query: 'operation' }],
    ['app.openSample', {}],
  ];
  const results = await evaluate(`(async () => {
    const results = [];
    for (const [method, input] of ${JSON.stringify(calls)})
      results.push(await window.standpoint.invoke(method, input));
    return results;
  })()`);
  expect(results).toMatchObject([
    { ok: true },
    { ok: true, value: [{ outcome: 'imported' }] },
    { ok: true, value: [{ title: expect.any(String) }] },
    { ok: true, value: { info: { title: expect.any(String) } } },
  ]);
  const ended = once(app, 'exit');
  app.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
});

test('its fuses are flipped', async () => {
  const wire = await getCurrentFuseWire(program);
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    // Electron has it since version 29.
    fileAddresses: wire[FuseV1Options.GrantFileProtocolExtraPrivileges] ?? OFF,
  }).toEqual({
    runAsNode: OFF,
    nodeOptions: OFF,
    inspect: OFF,
    cookieEncryption: ON,
    asarIntegrity: ON,
    onlyAsar: ON,
    fileAddresses: OFF,
  });
});

test('it carries the licences of what it contains', async () => {
  const resources = process.platform === 'darwin' ? '../../Resources' : '../resources';
  const notices = await readFile(resolve(program, resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  expect(notices).toMatch(/^pdfjs-dist [\d.]+\nLicence: Apache-2\.0$/m);
});

test('it does not run as Node', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'standpoint-packaged-'));
  const script = join(folder, 'script.js');
  await writeFile(script, 'console.log("ran as Node")');
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  // Killed once it is clear that a window, and not a script, was started.
  const args = [...electronArguments(), `--user-data-dir=${join(folder, 'user-data')}`, script];
  const { stdout } = await promisify(execFile)(program, args, { env, timeout: 5_000 }).catch((error) => error);
  expect(stdout).not.toContain('ran as Node');
  await rm(folder, { recursive: true, force: true });
});
