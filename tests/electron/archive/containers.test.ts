import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { objectsOf } from '../../../shared/domain/stored-objects.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { makeZip } from '../../support/make-zip.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

const importFile = (path: string) => archive.call('document.import', { paths: [path] });
const inArchive = (name: string) => join(archive.root, name);
const brief = ({ file, outcome, code }: ImportOutcome) => [file.replace(`${archive.root}/`, ''), outcome, code];

async function objectNames(): Promise<readonly string[]> {
  const names = await readdir(join(archive.directory, 'objects'), { recursive: true });
  return names.filter((name) => /[0-9a-f]{64}$/.test(name));
}

describe('a ZIP', () => {
  it('gives a document for each file in it and is kept beside them, once', async () => {
    const path = await makeZip(
      inArchive('bundle.zip'),
      [
        { name: 'folder/memo.txt', content: 'A memorandum on detainers.' },
        { name: 'folder/', content: '' },
        { name: '__MACOSX/._memo.txt', content: 'junk' },
        { name: '.hidden.txt', content: 'junk' },
        { name: 'Ordnung – Öl.txt', content: 'Eine Anordnung.' },
      ].filter(({ name }) => !name.endsWith('/')),
    );
    const outcomes = await importFile(path);
    expect(outcomes.map(brief)).toEqual([
      ['bundle.zip › folder/memo.txt', 'imported', null],
      ['bundle.zip › Ordnung – Öl.txt', 'imported', null],
    ]);
    const document = await archive.call('document.get', { id: outcomes[0]?.documentId ?? '' });
    const [version] = document.versions;
    expect(version).toMatchObject({
      fileName: 'memo.txt',
      origin: { kind: 'zip', path: 'folder/memo.txt', documentId: null },
      companions: [{ role: 'container', fileName: 'bundle.zip', mediaType: 'application/zip' }],
    });
    const [, container] = version ? objectsOf(version) : [];
    const kept = archive.session.originalPath(container?.sha256 ?? '') ?? '';
    expect(await readFile(kept)).toEqual(await readFile(path));
    expect(await objectNames()).toHaveLength(3);
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
    expect(await readdir(join(archive.directory, '.tmp'))).toEqual([]);
    expect((await archive.call('archive.status', {}))?.pendingImports).toEqual([]);
  });

  it('is one step to undo', async () => {
    const path = await makeZip(inArchive('b.zip'), [
      { name: 'a.txt', content: 'One text.' },
      { name: 'b.txt', content: 'Another text.' },
    ]);
    await importFile(path);
    await archive.call('history.undo', {});
    expect(await archive.call('document.list', {})).toEqual([]);
  });

  it('stops being unpacked when its import is stopped', async () => {
    const path = await makeZip(inArchive('long.zip'), [{ name: 'a.txt', content: 'One text.' }]);
    const session = archive.reopen({
      createPool: () => ({
        ...createTextParserPool(),
        run: (_task, _input, options) =>
          new Promise((_, reject) => {
            options?.signal?.addEventListener('abort', () => reject(new ArchiveError('cancelled', 'Stopped.')));
            session.call('document.cancelImport', { jobId: 'job' }).catch(reject);
            if (!options?.signal) reject(new ArchiveError('timeout', 'Nobody can stop this.'));
          }),
      }),
    });
    await archive.session.close();
    await session.call('archive.open', { directory: archive.directory });
    const outcomes = await session.call('document.import', { paths: [path], jobId: 'job' });
    expect(outcomes.map(brief)).toEqual([['long.zip', 'cancelled', 'cancelled']]);
    expect(await readdir(join(archive.directory, '.tmp'))).toEqual([]);
  });

  it('does not stop at members that are refused', async () => {
    const bomb = Buffer.alloc(20 * 1024 * 1024);
    const path = await makeZip(inArchive('hostile.zip'), [
      { name: 'good.txt', content: 'The good one.' },
      { name: '../../etc/passwd', content: 'root' },
      { name: '/etc/shadow', content: 'root' },
      { name: 'C:\\Windows\\system.ini', content: 'ini' },
      { name: 'a\\..\\..\\b.txt', content: 'out' },
      { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 },
      { name: 'zeros.txt', content: bomb },
      { name: 'Caf\u00e9.txt', content: 'The first of two.' },
      { name: 'Cafe\u0301.txt', content: 'The second of two.' },
      { name: 'empty.txt', content: '' },
      { name: 'BROKEN.txt', content: 'BROKEN' },
      { name: 'last.txt', content: 'The last one.' },
    ]);
    const outcomes = await importFile(path);
    expect(outcomes.map(brief)).toEqual([
      ['hostile.zip › good.txt', 'imported', null],
      ['hostile.zip › ../../etc/passwd', 'failed', 'unsupported'],
      ['hostile.zip › /etc/shadow', 'failed', 'unsupported'],
      ['hostile.zip › C:\\Windows\\system.ini', 'failed', 'unsupported'],
      ['hostile.zip › a\\..\\..\\b.txt', 'failed', 'unsupported'],
      ['hostile.zip › link.txt', 'failed', 'unsupported'],
      ['hostile.zip › zeros.txt', 'failed', 'too-large'],
      ['hostile.zip › Caf\u00e9.txt', 'imported', null],
      ['hostile.zip › Cafe\u0301.txt', 'failed', 'conflict'],
      ['hostile.zip › empty.txt', 'failed', 'empty'],
      ['hostile.zip › BROKEN.txt', 'failed', 'corrupt'],
      ['hostile.zip › last.txt', 'imported', null],
    ]);
    for (const { reason, outcome } of outcomes) if (outcome === 'failed') expect(reason).toMatch(/[.]$/);
    const [refusal] = await archive.call('history.list', { limit: 1 });
    expect(refusal).toMatchObject({ type: 'document.reject', label: 'Refuse 9 files', changeCount: 0 });
    expect(JSON.stringify(refusal?.detail)).not.toContain(archive.root);
    expect((await archive.call('archive.status', {}))?.history.undo).toMatch(/and 2 more$/);
  });

  it('within a ZIP is opened, three deep', async () => {
    const zipOf = async (name: string, inner: Parameters<typeof makeZip>[1]) =>
      readFile(await makeZip(inArchive(name), inner));
    const fourth = await zipOf('4.zip', [{ name: 'deepest.txt', content: 'Too deep.' }]);
    const third = await zipOf('3.zip', [
      { name: '4.zip', content: fourth },
      { name: 'deep.txt', content: 'Deep enough.' },
    ]);
    const second = await zipOf('2.zip', [{ name: '3.zip', content: third }]);
    const path = await makeZip(inArchive('1.zip'), [{ name: '2.zip', content: second }]);
    const outcomes = await importFile(path);
    expect(outcomes.map(brief)).toEqual([
      ['1.zip › 2.zip › 3.zip › 4.zip', 'failed', 'too-large'],
      ['1.zip › 2.zip › 3.zip › deep.txt', 'imported', null],
    ]);
    const { versions } = await archive.call('document.get', { id: outcomes[1]?.documentId ?? '' });
    expect(versions[0]?.origin?.path).toBe('2.zip › 3.zip › deep.txt');
    expect(versions[0]?.companions).toMatchObject([{ fileName: '1.zip' }]);
    const progress = archive.broadcasts.flatMap((one) => (one.type === 'import' ? [one.progress] : [])).at(-1);
    expect(progress).toMatchObject({ done: 2, total: 2, finished: true });
  });

  it('of which nothing came in is not kept', async () => {
    await importFile(await makeZip(inArchive('bad.zip'), [{ name: 'x.txt', content: 'BROKEN' }]));
    expect(await objectNames()).toEqual([]);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40), 'corrupt'],
    ['with another checksum', (bytes: Buffer) => flip(bytes, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 16), 'corrupt'],
    ['without files', () => Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]), 'empty'],
  ])('%s is refused with the reason', async (_name, damage, code) => {
    const sound = await readFile(
      await makeZip(inArchive('sound.zip'), [{ name: 'a.txt', content: `detainers ${'x'.repeat(50)}` }]),
    );
    await writeFile(inArchive('damaged.zip'), damage(sound));
    const outcomes = await importFile(inArchive('damaged.zip'));
    expect(outcomes).toMatchObject([{ outcome: 'failed', code, documentId: null }]);
  });

  it('whose members are locked says so', async () => {
    const bytes = await readFile(await makeZip(inArchive('s.zip'), [{ name: 'a.txt', content: 'Words.' }]));
    // The bit that tells of a password, in both headers.
    for (const mark of ['PK\x03\x04', 'PK\x01\x02']) {
      const at = bytes.indexOf(mark, 0, 'latin1') + (mark.endsWith('\x04') ? 6 : 8);
      bytes[at] = (bytes[at] ?? 0) | 1;
    }
    await writeFile(inArchive('locked.zip'), bytes);
    expect(await importFile(inArchive('locked.zip'))).toMatchObject([{ outcome: 'failed', code: 'encrypted' }]);
  });

  it('whose directory claims a file of 2 GB refuses that one alone', async () => {
    const bytes = await readFile(
      await makeZip(inArchive('s.zip'), [
        { name: 'huge.txt', content: 'Words.' },
        { name: 'b.txt', content: 'Other words.' },
      ]),
    );
    bytes.writeUInt32LE(2 ** 31, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24);
    await writeFile(inArchive('huge.zip'), bytes);
    expect((await importFile(inArchive('huge.zip'))).map(brief)).toEqual([
      ['huge.zip › huge.txt', 'failed', 'too-large'],
      ['huge.zip › b.txt', 'imported', null],
    ]);
  });

  it('whose files lie on top of each other is refused', async () => {
    const bytes = await readFile(
      await makeZip(inArchive('s.zip'), [
        { name: 'a.txt', content: 'a'.repeat(300) },
        { name: 'b.txt', content: 'b'.repeat(300) },
      ]),
    );
    for (
      let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      at !== -1;
      at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')
    ) {
      bytes.writeUInt32LE(bytes.length, at + 20);
    }
    await writeFile(inArchive('overlap.zip'), bytes);
    expect(await importFile(inArchive('overlap.zip'))).toMatchObject([{ outcome: 'failed', code: 'too-large' }]);
  });
});

it('hands a gzip-compressed file that is no web archive to the importers as it is', async () => {
  await writeFile(inArchive('notes.txt.gz'), gzipSync('Only words.'));
  const [outcome] = await importFile(inArchive('notes.txt.gz'));
  expect(outcome).toMatchObject({ outcome: 'imported' });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
