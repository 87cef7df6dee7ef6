import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ParserPool } from '../../../../electron/archive/importers/extraction.ts';
import { forkParser } from '../../../../electron/archive/importers/fork-parser.ts';
import { createParserPool, type ParserPoolOptions } from '../../../../electron/archive/importers/parser-pool.ts';
import { fixturePath } from './golden.ts';

const entry = (name: string): string => resolve(import.meta.dirname, 'entries', `${name}.ts`);
const realParser = resolve(import.meta.dirname, '../../../../electron/archive/importers/parser-process.ts');

let folder = '';
let pool: ParserPool | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'standpoint-parser-'));
  for (const name of ['a.txt', 'b.txt', 'crash.txt']) writeFileSync(join(folder, name), `text of ${name}\n`);
});
afterEach(() => pool?.close());
afterAll(() => rmSync(folder, { recursive: true }));

const open = (path: string, options: ParserPoolOptions = {}): ParserPool => {
  pool = createParserPool(forkParser(path), options);
  return pool;
};
const parse = (name: string, signal?: AbortSignal) => current().parse(join(folder, name), name, signal);
const current = (): ParserPool => {
  if (!pool) throw new Error('no pool');
  return pool;
};

describe('createParserPool with the real parser', () => {
  it('reads many files at once and reports each', async () => {
    open(realParser);
    const files = [
      fixturePath('statements/2026-03-18_hr1958.pdf'),
      fixturePath('documents/tables.docx'),
      fixturePath('documents/rtl-1.html'),
      fixturePath('statements/2012-09-11_s3457.pdf'),
      fixturePath('documents/encryption_openpassword.pdf'),
      join(folder, 'a.txt'),
      join(folder, 'missing.txt'),
    ];
    const results = await Promise.allSettled(files.map((file) => current().parse(file, file.split('/').at(-1) ?? '')));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.format : result.reason.code))).toEqual(
      ['pdf', 'docx', 'html', 'unsupported', 'encrypted', 'text', 'unreadable'],
    );
  });

  it('carries the reason of a refusal across the process', async () => {
    open(realParser, { size: 1 });
    await expect(
      current().parse(fixturePath('statements/2012-09-11_s3457.pdf'), '2012-09-11_s3457.pdf'),
    ).rejects.toThrow(
      'This is gzip-compressed data (inside: an HTML web page), not a PDF, although its name ends in .pdf. Unpack it (gunzip) and import the result.',
    );
  });

  it('ends a reader that passes its memory limit', async () => {
    open(realParser, { size: 1, memoryMb: 20 });
    await expect(current().parse(fixturePath('statements/2019-07-09_hr2500.pdf'), 'big.pdf')).rejects.toMatchObject({
      code: 'parser-crashed',
      message: expect.stringContaining('more than 20 MB'),
    });
  });
});

describe('createParserPool with parsers that misbehave', () => {
  it('stops one that hangs after its time and goes on with the next', async () => {
    open(entry('hanging-parser'), { size: 1, timeoutMs: 400 });
    const results = await Promise.allSettled([parse('a.txt'), parse('b.txt')]);
    expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual(['timeout', 'timeout']);
  });

  it('survives one that eats memory without yielding', async () => {
    open(entry('hungry-parser'), { size: 1, timeoutMs: 30_000 });
    await expect(parse('a.txt')).rejects.toMatchObject({
      code: 'parser-crashed',
      message: expect.stringContaining('SIGKILL'),
    });
  });

  it('gives the file after a crash a fresh process', async () => {
    // With a time given, files are read in the order of the calls.
    open(entry('crashing-parser'), { size: 1, timeoutMs: 60_000 });
    const [first, crash, second] = await Promise.allSettled([parse('a.txt'), parse('crash.txt'), parse('b.txt')]);
    expect(crash).toMatchObject({ status: 'rejected', reason: { code: 'parser-crashed' } });
    expect(
      first.status === 'fulfilled' && second.status === 'fulfilled' && first.value.text !== second.value.text,
    ).toBe(true);
  });

  it('keeps a process warm, and replaces it after so many documents', async () => {
    open(entry('crashing-parser'), { size: 1, recycleAfter: 2 });
    const pids: string[] = [];
    for (let i = 0; i < 4; i++) pids.push((await parse('a.txt')).text);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).toBe(pids[3]);
    expect(pids[1]).not.toBe(pids[2]);
  });

  it('replaces a process that a large file may have left swollen', async () => {
    open(entry('crashing-parser'), { size: 1 });
    const large = join(folder, 'large.txt');
    writeFileSync(large, 'text of large.txt\n');
    truncateSync(large, 65 * 2 ** 20);
    const pids: string[] = [];
    for (const name of ['a.txt', 'b.txt', 'large.txt', 'a.txt']) pids.push((await parse(name)).text);
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).toBe(pids[1]);
    expect(pids[3]).not.toBe(pids[2]);
  });

  it('gives a large file memory by its size', async () => {
    open(realParser, { size: 1, memoryMb: 20 });
    const large = join(folder, 'large.pdf');
    writeFileSync(large, 'no PDF\n');
    truncateSync(large, 100 * 2 ** 20);
    // It is refused for what it is, not for what it takes to look at it.
    await expect(current().parse(large, 'large.pdf')).rejects.not.toMatchObject({ code: 'parser-crashed' });
  });

  it('reports a parser that cannot be started', async () => {
    open(entry('no-such-parser'), { size: 1 });
    await expect(parse('a.txt')).rejects.toMatchObject({ code: 'parser-crashed' });
  });
});

describe('createParserPool when stopped', () => {
  it('cancels the file being read and those waiting, and takes new ones', async () => {
    open(entry('hanging-parser'), { size: 1, timeoutMs: 20_000 });
    const stop = new AbortController();
    const files = [parse('a.txt', stop.signal), parse('b.txt', stop.signal)];
    setImmediate(() => stop.abort());
    const results = await Promise.allSettled(files);
    expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    await expect(parse('a.txt', stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('cancels everything when it is closed', async () => {
    open(entry('hanging-parser'), { timeoutMs: 20_000 });
    const files = ['a.txt', 'b.txt', 'a.txt'].map((name) => parse(name));
    await new Promise(setImmediate);
    await current().close();
    const results = await Promise.allSettled(files);
    expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
  });
});
