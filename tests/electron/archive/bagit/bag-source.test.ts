import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBag } from '../../../../electron/archive/bagit/verify-bag.ts';
import { type BagFiles, makeBag, packBag, writeBag } from './make-bag.ts';

let root: string;
let bag: string;
let zip: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-bag-'));
  bag = join(root, 'bag');
  zip = join(root, 'bag.zip');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map(({ code }) => code);

/** A ZIP with names that no honest packer writes. */
const packRaw = async (files: BagFiles, more: Readonly<Record<string, string>> = {}): Promise<void> => {
  const entries = [...files].map(([path, bytes]) => [`bag/${path}`, new Uint8Array(bytes)] as const);
  const extra = Object.entries(more).map(([path, text]) => [path, new Uint8Array(Buffer.from(text))] as const);
  await writeFile(zip, zipSync(Object.fromEntries([...entries, ...extra])));
};

/** Alters what the directory of the ZIP says of a file; `at` is where its entry begins. */
const alterEntry = async (name: string, alter: (bytes: Buffer, at: number) => void): Promise<void> => {
  const bytes = await readFile(zip);
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    const found = bytes.toString('latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    if (found.endsWith(name)) alter(bytes, at);
  }
  await writeFile(zip, bytes);
};

describe('a bag in a folder', () => {
  it('may link to its own files, with a warning', async () => {
    await writeBag(bag, makeBag({ payload: { 'a.txt': 'x', 'b.txt': 'x' } }));
    await rm(join(bag, 'data', 'b.txt'));
    await symlink('a.txt', join(bag, 'data', 'b.txt'));
    const report = await verifyBag(bag);
    expect([report.valid, codes(report.warnings)]).toEqual([true, ['symbolic-link']]);
  });

  it.each([
    ['a file outside', '/etc/passwd'],
    ['a folder outside', '/etc'],
    ['its own folder', '.'],
    ['nothing', 'nowhere'],
    ['itself', 'link'],
  ])('may not link to %s', async (_, target) => {
    await writeBag(bag, makeBag());
    await symlink(target, join(bag, 'data', 'link'));
    const { valid, faults } = await verifyBag(bag);
    expect([valid, codes(faults)]).toEqual([false, ['symbolic-link']]);
  });

  it('holds no pipes, and does not wait for one', async () => {
    await writeBag(bag, makeBag());
    execFileSync('mkfifo', [join(bag, 'data', 'pipe')]);
    expect(codes((await verifyBag(bag)).faults)).toEqual(['special-file']);
  });

  it('is found under names that are not UTF-8 if its manifest is in their character set', async () => {
    const latin1 = (text: string) => Buffer.from(text, 'latin1');
    await writeBag(
      bag,
      makeBag({ version: '0.97', encoding: 'ISO-8859-1', encode: latin1, payload: { 'Señor.txt': 'x' } }),
    );
    execFileSync('bash', ['-c', "mv 'Señor.txt' $'Se\\xf1or.txt'"], { cwd: join(bag, 'data') });
    expect((await verifyBag(bag)).faults).toEqual([]);
  });

  it('stops when it is told to', async () => {
    await writeBag(bag, makeBag());
    const abort = new AbortController();
    abort.abort();
    await expect(verifyBag(bag, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a bag in a ZIP', () => {
  it('is accepted with one folder around it, also with nothing in data', async () => {
    await packBag(zip, makeBag());
    expect(await verifyBag(zip)).toMatchObject({ valid: true, warnings: [], payload: { files: 2, bytes: 12 } });
    await packBag(zip, makeBag({ payload: {} }));
    expect(await verifyBag(zip)).toMatchObject({ valid: true, payload: { files: 0 } });
  });

  it.each([
    [
      'altered payload',
      () => makeBag({ spoil: (files) => files.set('data/hello.txt', Buffer.from('HELLO\n')) }),
      ['checksum-mismatch'],
    ],
    ['missing payload', () => makeBag({ spoil: (files) => files.delete('data/hello.txt') }), ['missing-file']],
    [
      'no bagit.txt',
      () => makeBag({ tagManifests: false, spoil: (files) => files.delete('bagit.txt') }),
      ['missing-declaration'],
    ],
  ])('is refused with %s', async (_, make, expected) => {
    await packBag(zip, make());
    const { valid, faults } = await verifyBag(zip);
    expect([valid, codes(faults)]).toEqual([false, expected]);
  });

  it('is refused without a folder around it, but checked all the same', async () => {
    await packBag(zip, makeBag({ spoil: (files) => files.delete('data/hello.txt') }), '');
    expect(codes((await verifyBag(zip)).faults)).toEqual(['serialization', 'missing-file']);
  });

  it('is refused with anything beside the folder', async () => {
    await packRaw(makeBag(), { 'other/readme.txt': 'x' });
    expect(codes((await verifyBag(zip)).faults)).toEqual(['serialization']);
  });

  it('warns of another name and of what a Mac puts beside it', async () => {
    await packRaw(makeBag(), { '__MACOSX/bag/._hello.txt': 'x' });
    expect(await verifyBag(zip)).toMatchObject({ valid: true, warnings: [{ code: 'serialization' }] });
    await packBag(zip, makeBag(), 'other');
    expect(await verifyBag(zip)).toMatchObject({ valid: true, warnings: [{ code: 'serialization' }] });
  });

  it.each(['../evil.txt', 'bag/../../evil.txt', '/etc/evil', 'C:\\evil.txt', '..\\evil.txt'])(
    'names the path %s and does not follow it',
    async (path) => {
      await packRaw(makeBag(), { [path]: 'x' });
      const { faults } = await verifyBag(zip);
      expect(codes(faults)).toEqual(['unsafe-path']);
      expect(faults[0]?.message).toContain(path);
    },
  );

  it('is refused if files in it are encrypted', async () => {
    await packBag(zip, makeBag());
    await alterEntry('hello.txt', (bytes, at) => bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8));
    expect(codes((await verifyBag(zip)).faults)).toEqual(['encrypted', 'missing-file']);
  });

  it('is refused if it is a bomb', async () => {
    await packBag(zip, makeBag());
    // What the directory tells of a file's size unpacked; no file may give more than that.
    await alterEntry('hello.txt', (bytes, at) => bytes.writeUInt32LE(1024 ** 3, at + 24));
    await expect(verifyBag(zip)).rejects.toMatchObject({ code: 'too-large' });
    await packBag(zip, makeBag());
    await alterEntry('hello.txt', (bytes, at) => bytes.writeUInt32LE(1024 ** 3, at + 20));
    await expect(verifyBag(zip)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('is refused if it was cut off, is no ZIP or holds nothing', async () => {
    await writeFile(zip, Buffer.from('PK\x03\x04 and nothing more'));
    await expect(verifyBag(zip)).rejects.toMatchObject({ code: 'corrupt' });
    await writeFile(zip, zipSync({}));
    await expect(verifyBag(zip)).rejects.toMatchObject({ code: 'empty' });
    await writeFile(zip, 'words');
    await appendFile(zip, ' and more words');
    await expect(verifyBag(zip)).rejects.toMatchObject({ code: 'unsupported' });
  });
});
