import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock } from '../../../electron/archive/lock.ts';

const MODULE = resolve('electron/archive/lock.ts');
const NODE = resolve('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const now = (): Date => new Date();

let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-lock-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts a process that takes the lock and says how it went; it then lives until it is killed. */
async function otherProcess(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const script = `import { acquireLock } from ${JSON.stringify(MODULE)};
    try { await acquireLock(${JSON.stringify(folder)}, () => new Date()); console.log('locked'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.code); }`;
  const child = spawn(NODE, ['--no-warnings', '--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const said = await new Promise<string>((done, fail) => {
    child.stdout?.once('data', (data: Buffer) => done(data.toString().trim()));
    child.once('error', fail);
  });
  return { child, said };
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));

describe('the lock of an archive', () => {
  it('refuses a second writer and names the process that holds it', async () => {
    const { child, said } = await otherProcess();
    expect(said).toBe('locked');
    await expect(acquireLock(folder, now)).rejects.toMatchObject({
      code: 'archive-locked',
      message: expect.stringContaining(`pid ${child.pid}`),
    });
  });

  it('is taken over from a process that was killed', async () => {
    const { child } = await otherProcess();
    child.kill('SIGKILL');
    await ended(child);
    const lock = await acquireLock(folder, now);
    expect(JSON.parse(await readFile(join(folder, 'archive.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it('goes to exactly one of several processes that find it stale', async () => {
    const { child } = await otherProcess();
    child.kill('SIGKILL');
    await ended(child);
    const outcomes = await Promise.all(Array.from({ length: 4 }, async () => (await otherProcess()).said));
    expect(outcomes.sort()).toEqual(['archive-locked', 'archive-locked', 'archive-locked', 'locked']);
  });

  it('goes to exactly one of many takers in one process', async () => {
    const holder = { pid: 2 ** 22 + 5, host: hostname(), startedAt: '', processStart: null, token: 'stale' };
    await writeFile(join(folder, 'archive.lock'), JSON.stringify(holder));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => acquireLock(folder, now)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over from a process whose number now belongs to another', async () => {
    const holder = { pid: process.pid, host: hostname(), startedAt: '', processStart: 'another:1', token: 'old' };
    await writeFile(join(folder, 'archive.lock'), JSON.stringify(holder));
    const lock = await acquireLock(folder, now);
    await lock.release();
    await expect(readFile(join(folder, 'archive.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is left alone when it belongs to another machine', async () => {
    const holder = { pid: 1, host: 'elsewhere', startedAt: '', processStart: null, token: 'far' };
    await writeFile(join(folder, 'archive.lock'), JSON.stringify(holder));
    await expect(acquireLock(folder, now)).rejects.toMatchObject({
      code: 'archive-locked',
      message: expect.stringContaining('elsewhere'),
    });
  });

  it('is given back so that another may take it', async () => {
    await (await acquireLock(folder, now)).release();
    await (await acquireLock(folder, now)).release();
    await expect(readFile(join(folder, 'archive.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
