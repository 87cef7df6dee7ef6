import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFailingDisk } from '../../support/failing-disk.ts';
import { createTempArchive, startSession, type TempArchive } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

async function folderOf(count: number): Promise<string> {
  const folder = join(archive.root, 'in');
  await mkdir(folder);
  for (let index = 0; index < count; index += 1) {
    await writeFile(join(folder, `file-${String(index).padStart(2, '0')}.txt`), `Text number ${index}.`);
  }
  return folder;
}

describe('an import', () => {
  it('stops after the files being read, keeps those, and names the others', async () => {
    const folder = await folderOf(8);
    let parsed = 0;
    const session = archive.reopen({
      createPool: () =>
        createTextParserPool(async () => {
          parsed += 1;
          if (parsed === 3) await session.call('document.cancelImport', { jobId: 'job' });
        }),
    });
    await archive.session.close();
    await session.call('archive.open', { directory: archive.directory });
    const outcomes = await session.call('document.import', { paths: [folder], jobId: 'job' });
    const kinds = outcomes.map(({ outcome }) => outcome);
    expect(new Set(kinds)).toEqual(new Set(['imported', 'cancelled']));
    expect(kinds.filter((kind) => kind === 'imported')).toHaveLength(parsed);
    expect((await session.call('document.list', {})).map(({ id }) => id).sort()).toEqual(
      outcomes.flatMap(({ documentId }) => documentId ?? []).sort(),
    );
    expect(session.broadcasts.at(-1)).toMatchObject({
      type: 'import',
      progress: { done: 8, total: 8, finished: true },
    });
    await expect(session.call('document.cancelImport', { jobId: 'job' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names the document that a file equals, also in the trash, and imports again what was undone', async () => {
    const [id = ''] = await archive.importTexts({ 'a.txt': 'Same bytes.' });
    await writeFile(join(archive.root, 'copy.txt'), 'Same bytes.');
    const again = () => archive.call('document.import', { paths: [join(archive.root, 'copy.txt')] });
    expect(await again()).toMatchObject([
      { outcome: 'duplicate', documentId: id, reason: expect.stringContaining('“a”') },
    ]);
    await archive.call('document.trash', { ids: [id] });
    expect(await again()).toMatchObject([{ outcome: 'duplicate', reason: expect.stringContaining('trash') }]);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await again()).toMatchObject([{ outcome: 'imported' }]);
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
  });

  it.each(['journal', '.tmp'])('leaves no trace of a file that the disk did not take (%s)', async (place) => {
    const disk = createFailingDisk((path) => path.includes(place));
    const directory = join(archive.root, 'other');
    const session = startSession({ fileSystem: disk, storeDelay: 1e9 });
    await session.call('archive.create', { directory, title: 'Other' });
    const file = join(archive.root, 'one.txt');
    await writeFile(file, 'One and only.');
    disk.fault = 'full';
    expect(await session.call('document.import', { paths: [file] })).toMatchObject([
      { outcome: 'failed', code: 'io', documentId: null, reason: expect.stringContaining('disk is full') },
    ]);
    disk.fault = 'none';
    expect(await readdir(join(directory, '.tmp'))).toEqual([]);
    const originals = await readdir(join(directory, 'objects'), { recursive: true }).catch(() => []);
    expect(originals.filter((name) => name.length > 10)).toEqual([]);
    expect(await session.call('document.import', { paths: [file] })).toMatchObject([{ outcome: 'imported' }]);
    await session.session.close();
  });

  it.each(['flush and taking back fail', 'what follows the journal fails'])(
    'keeps the original of a document that the journal may hold (%s)',
    async (fault) => {
      const disk = createFailingDisk((path) => path.includes('journal'));
      const directory = join(archive.root, 'other');
      const file = join(archive.root, 'one.txt');
      await writeFile(file, 'One and only.');
      const session = startSession({ fileSystem: disk, storeDelay: 1e9 });
      await session.call('archive.create', { directory, title: 'Other' });
      if (fault === 'flush and taking back fail') disk.fault = 'flush-dead';
      // The journal takes the entry; then the document's own file cannot be read.
      else await symlink('documents', join(directory, 'documents'));
      const [outcome] = await session.call('document.import', { paths: [file] });
      disk.fault = 'none';
      await rm(join(directory, 'documents'), { force: true });
      await session.session.close();
      const again = archive.reopen();
      await again.call('archive.open', { directory });
      const documents = await again.call('document.list', {});
      expect([outcome?.outcome, documents.length]).toEqual(['failed', 1]);
      expect((await again.call('archive.verify', {})).problems).toEqual([]);
      await again.session.close();
    },
  );

  it.each([' ', ' .txt', '_.txt', '\t.txt'])('of a file named %j is there at the next opening', async (name) => {
    const [id = ''] = await archive.importTexts({ [name]: 'Words without a heading.' });
    const { title } = await archive.call('document.get', { id });
    expect(title).toBe(title.trim());
    await archive.session.close();
    const again = archive.reopen();
    expect((await again.call('archive.open', { directory: archive.directory })).problems).toEqual([]);
    expect((await again.call('document.list', {})).map((document) => document.title)).toEqual([title]);
  });

  it('leaves out a date of issue that is none', async () => {
    const pool = createTextParserPool();
    const session = archive.reopen({
      createPool: () => ({
        ...pool,
        parse: async (path, name) => {
          const extraction = await pool.parse(path, name);
          return { ...extraction, metadata: { ...extraction.metadata, dateIssued: '2026-02-31' } };
        },
      }),
    });
    await archive.session.close();
    await session.call('archive.open', { directory: archive.directory });
    await writeFile(join(archive.root, 'a.txt'), 'Words.');
    await session.call('document.import', { paths: [join(archive.root, 'a.txt')] });
    expect(await session.call('document.list', {})).toMatchObject([{ title: 'a', dateIssued: null }]);
  });

  it.skipIf(process.platform === 'win32')('names a pipe as no file instead of waiting for it', async () => {
    const pipe = join(archive.root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await archive.call('document.import', { paths: [pipe] })).toMatchObject([
      { outcome: 'failed', code: 'unreadable', reason: expect.stringContaining('neither a file nor a folder') },
    ]);
  });

  it('is a step of its own to undo, though another had the same job id', async () => {
    for (const name of ['a.txt', 'b.txt']) {
      await writeFile(join(archive.root, name), `Text of ${name}.`);
      await archive.call('document.import', { paths: [join(archive.root, name)], jobId: 'job' });
    }
    await archive.call('history.undo', {});
    expect((await archive.call('document.list', {})).map(({ title }) => title)).toEqual(['a']);
  });

  it('is one step to undo whatever came in between, and none while it runs', async () => {
    const folder = await folderOf(6);
    let parsed = 0;
    const refused: unknown[] = [];
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const session = archive.reopen({
      createPool: () =>
        createTextParserPool(async () => {
          parsed += 1;
          // Four at once: the sixth begins when the first two are imported, and the three before it wait for it.
          if (parsed <= 2) return;
          if (parsed !== 6) return held;
          await session.call('archive.rename', { title: 'Meanwhile' });
          await session.call('history.undo', {});
          await session.call('history.undo', {}).catch((error: unknown) => refused.push(error));
          goOn();
        }),
    });
    await archive.session.close();
    await session.call('archive.open', { directory: archive.directory });
    await session.call('document.import', { paths: [folder], jobId: 'job' });
    expect(refused).toMatchObject([{ code: 'conflict', message: expect.stringContaining('Stop the import first') }]);
    expect((await session.call('archive.status', {}))?.history.undo).toMatch(/ and 5 more$/);
    await session.call('history.undo', {});
    expect(await session.call('document.list', {})).toEqual([]);
  });

  it('loses nothing acknowledged when the process is killed', async () => {
    const directory = join(archive.root, 'killed');
    const node = resolve('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
    const script = `import { startSession } from ${JSON.stringify(resolve('tests/support/temp-archive.ts'))};
      import { writeFileSync } from 'node:fs';
      const s = startSession();
      await s.call('archive.create', { directory: ${JSON.stringify(directory)}, title: 'Killed' });
      for (let i = 0; ; i += 1) {
        const file = ${JSON.stringify(archive.root)} + '/k' + i + '.txt';
        writeFileSync(file, 'Text of file ' + i);
        const [{ documentId }] = await s.call('document.import', { paths: [file] });
        const { id } = await s.call('passage.add', { documentId, quote: 'Text of file', codings: [{ agency: 'A' + i, stance: '1' }] });
        console.log(documentId + ' ' + id);
      }`;
    const child = spawn(node, ['--no-warnings', '--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    await new Promise<void>((done) => {
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.split('\n').length > 12) child.kill('SIGKILL');
      });
      child.once('exit', () => done());
    });
    const acknowledged = said.split('\n').filter((line) => line.split(' ').length === 2 && line.length > 50);
    expect(acknowledged.length).toBeGreaterThan(10);
    const session = archive.reopen();
    const { problems } = await session.call('archive.open', { directory });
    expect(problems).toEqual([]);
    for (const line of acknowledged) {
      const [documentId = '', id = ''] = line.split(' ');
      expect(await session.call('passage.get', { id })).toMatchObject({ documentId });
      expect(await session.call('document.text', { id: documentId })).toContain('Text of file');
      const { versions } = await session.call('document.get', { id: documentId });
      const path = session.session.originalPath(versions[0]?.sha256 ?? '') ?? '';
      expect(await readFile(path, 'utf8')).toContain('Text of file');
    }
    expect((await session.call('archive.verify', {})).problems).toEqual([]);
  });
});
