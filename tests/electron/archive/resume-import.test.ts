import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeZip } from '../../support/make-zip.ts';
import { createTempArchive, type TempArchive, type TestSession } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

const NODE = resolve('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
  await archive.session.close();
});
afterEach(() => archive.dispose());

/** Imports paths in a process of its own and kills it once it has told of `until` files. */
async function importAndKill(paths: readonly string[], until: number): Promise<void> {
  const script = `import { startSession } from ${JSON.stringify(resolve('tests/support/temp-archive.ts'))};
    const s = startSession();
    await s.call('archive.open', { directory: ${JSON.stringify(archive.directory)} });
    setInterval(() => {
      const done = s.broadcasts.filter((one) => one.type === 'changes').length;
      console.log('done ' + done);
    }, 1);
    await s.call('document.import', { paths: ${JSON.stringify(paths)}, collection: 'Bulk' });`;
  const child = spawn(NODE, ['--no-warnings', '--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((done) => {
    child.stdout.on('data', (data: Buffer) => {
      said = `${said}${data.toString()}`.slice(-200);
      const told = Number(/done (\d+)\n$/.exec(said)?.[1] ?? 0);
      if (told >= until) child.kill('SIGKILL');
    });
    child.once('exit', () => done());
  });
}

async function openAgain(): Promise<TestSession> {
  const session = archive.reopen();
  await session.call('archive.open', { directory: archive.directory });
  return session;
}

const pendingOf = async (session: TestSession) => (await session.call('archive.status', {}))?.pendingImports ?? [];

async function folderOf(count: number): Promise<string> {
  const folder = join(archive.root, 'in');
  await mkdir(folder);
  for (let index = 0; index < count; index += 1) {
    await writeFile(join(folder, `file-${String(index).padStart(3, '0')}.txt`), `Text number ${index}.`);
  }
  // Equal to another, and refused: neither may be told wrongly afterwards.
  await writeFile(join(folder, 'file-000-copy.txt'), 'Text number 0.');
  await writeFile(join(folder, 'broken.txt'), 'BROKEN');
  return folder;
}

describe('an import that is killed', () => {
  it('is told of at the next opening, goes on, and brings in nothing twice', async () => {
    await importAndKill([await folderOf(60)], 15);
    const session = await openAgain();
    const [pending] = await pendingOf(session);
    expect(pending).toMatchObject({ total: 62 });
    expect(pending?.done).toBeGreaterThan(10);
    expect(pending?.done).toBeLessThan(60);
    const before = (await session.call('document.list', {})).length;
    expect(before).toBe(pending?.done);
    const outcomes = await session.call('document.resumeImport', { jobId: pending?.jobId ?? '' });
    const number = (kind: string) => outcomes.filter(({ outcome }) => outcome === kind).length;
    expect([number('imported'), number('duplicate'), number('failed')]).toEqual([60, 1, 1]);
    expect(await session.call('document.list', { collection: 'Bulk' })).toHaveLength(60);
    expect(await pendingOf(session)).toEqual([]);
    expect(await readdir(join(archive.directory, 'imports'))).toEqual([]);
    expect((await session.call('archive.verify', {})).problems).toEqual([]);
    await session.call('history.undo', {});
    expect(await session.call('document.list', {})).toEqual([]);
  });

  it('goes on within a ZIP', async () => {
    const members = Array.from({ length: 40 }, (_, index) => ({ name: `m${index}.txt`, content: `Member ${index}.` }));
    await importAndKill([await makeZip(join(archive.root, 'many.zip'), members)], 10);
    const session = await openAgain();
    const [pending] = await pendingOf(session);
    expect(pending?.done).toBeGreaterThan(5);
    expect(pending?.total).toBeGreaterThanOrEqual(40);
    const outcomes = await session.call('document.resumeImport', { jobId: pending?.jobId ?? '' });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 40 }, () => 'imported'));
    expect(await session.call('document.list', {})).toHaveLength(40);
    expect(await readdir(join(archive.directory, '.tmp'))).toEqual([]);
  });

  it('can be left as it is', async () => {
    await importAndKill([await folderOf(40)], 10);
    const session = await openAgain();
    const [pending] = await pendingOf(session);
    const jobId = pending?.jobId ?? '';
    await session.call('document.abandonImport', { jobId });
    expect(await pendingOf(session)).toEqual([]);
    expect(session.broadcasts.at(-1)).toMatchObject({ type: 'archive', status: { pendingImports: [] } });
    expect((await session.call('document.list', {})).length).toBeGreaterThan(5);
    await expect(session.call('document.resumeImport', { jobId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(session.call('document.resumeImport', { jobId: '../archive' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

it('keeps the list of an import that the closing of the archive stopped, and of none that a person stopped', async () => {
  const folder = await folderOf(40);
  for (const stop of ['close', 'cancel'] as const) {
    let parsed = 0;
    const first: TestSession = archive.reopen({
      createPool: () =>
        createTextParserPool(() => {
          parsed += 1;
          if (parsed !== 5) return;
          if (stop === 'close') void first.session.close();
          else void first.call('document.cancelImport', { jobId: 'job' });
        }),
    });
    await first.call('archive.open', { directory: archive.directory });
    await first.call('document.import', { paths: [folder], jobId: 'job' });
    await first.session.close();
    const next = await openAgain();
    const pending = await pendingOf(next);
    expect(pending).toHaveLength(stop === 'close' ? 1 : 0);
    for (const { jobId } of pending) await next.call('document.abandonImport', { jobId });
    await next.session.close();
  }
});

it('sets a damaged list aside and says so', async () => {
  await mkdir(join(archive.directory, 'imports'));
  await writeFile(join(archive.directory, 'imports', 'x.json'), '{"group": ');
  const session = await openAgain();
  const status = await session.call('archive.status', {});
  expect(status?.pendingImports).toEqual([]);
  expect(status?.problems).toMatchObject([{ kind: 'damaged-file', path: 'imports/x.json' }]);
  const [aside = ''] = await readdir(join(archive.directory, 'damaged'));
  expect(await readFile(join(archive.directory, 'damaged', aside), 'utf8')).toBe('{"group": ');
});

describe('the list of an import', () => {
  it('is there before an e-mail is read, which may come with others, and names files from the root on', async () => {
    const mail = join(archive.root, 'mail.eml');
    await writeFile(mail, 'Subject: Hello');
    const seen: unknown[] = [];
    const session = archive.reopen({
      createPool: () =>
        createTextParserPool(async () => {
          const folder = join(archive.directory, 'imports');
          for (const name of await readdir(folder)) seen.push(JSON.parse(await readFile(join(folder, name), 'utf8')));
        }),
    });
    await session.call('archive.open', { directory: archive.directory });
    await session.call('document.import', { paths: [relative(process.cwd(), mail)] });
    expect(seen).toMatchObject([{ total: 1, items: [{ path: mail }] }]);
    expect(await readdir(join(archive.directory, 'imports'))).toEqual([]);
  });

  it('is not written by an import that finds the archive closing', async () => {
    const folder = await folderOf(3);
    const session = await openAgain();
    const importing = session.call('document.import', { paths: [folder] });
    const failed = expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    await session.call('archive.close', {});
    await failed;
    const again = await openAgain();
    expect(await pendingOf(again)).toEqual([]);
    expect(await again.call('document.list', {})).toEqual([]);
  });
});
