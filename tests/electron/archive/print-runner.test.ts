import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { printPage } from '../../../electron/archive/print-runner.ts';

const command = { file: process.execPath, args: ['tests/support/fake-print.mjs'] };
const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`standpoint-print-${process.pid}-`));
const print = (title: string, signal?: AbortSignal, limit?: number) =>
  printPage(command, { html: '<!doctype html><p>Words</p>', paper: 'a4', title }, signal, limit);

describe('printPage', () => {
  it('hands the page to the program and brings the PDF back, leaving no file', async () => {
    const text = Buffer.from(await print('A title')).toString('latin1');
    expect(text).toContain('%PDF-1.4\n% <!doctype html><p>Words</p>');
    expect(own()).toEqual([]);
  });

  it.each([
    ['crashes', 'io', /could not do its work/],
    ['no screen', 'unsupported', /needs a screen/],
    ['nothing', 'internal', /left no file/],
    ['strange', 'internal', /not understood/],
    ['fails', 'io', /no reason/],
  ])('says what is wrong when the program %s', async (title, code, message) => {
    await expect(print(title)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(own()).toEqual([]);
  });

  it('stops a program that was given up, or takes too long', async () => {
    const abort = new AbortController();
    const printing = print('hangs', abort.signal);
    abort.abort();
    await expect(printing).rejects.toMatchObject({ code: 'cancelled' });
    await expect(print('hangs', undefined, -9_900)).rejects.toMatchObject({ code: 'timeout' });
    expect(own()).toEqual([]);
  });

  it('says that it needs the desktop program where there is none', async () => {
    await expect(printPage(null, { html: '', paper: 'a4', title: '' })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('needs the desktop program'),
    });
  });
});
