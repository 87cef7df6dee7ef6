import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import { startSession } from '../../support/temp-archive.ts';
import { BAD_BAGS, type BagCase, GOOD_BAGS } from '../archive/bagit/bag-cases.ts';
import { makeBag, packBag, writeBag } from '../archive/bagit/make-bag.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-bag-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs a line in this process; parsers are those of the tests. */
async function run(...line: readonly string[]) {
  let out = '';
  let err = '';
  const code = await runCli(line, {
    startSession: () => startSession().session,
    user: 'Tester',
    version: '0',
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isInteractive: false,
    onInterrupt: () => () => undefined,
  });
  return { code, out, err };
}

const named = (cases: readonly BagCase[], name: string): BagCase => {
  const found = cases.find((bag) => bag.name === name);
  if (!found) throw new Error(`There is no case ${name}.`);
  return found;
};

/** Every twelfth case; the test of the core goes through all. */
const aFew = (cases: readonly BagCase[]): readonly BagCase[] => cases.filter((_, index) => index % 12 === 0);

describe('standpoint bag verify', () => {
  it('needs no archive, and ends with 0 for good bags, naming warnings on stderr', async () => {
    for (const [index, bag] of aFew(GOOD_BAGS).entries()) {
      const folder = join(root, `good-${index}`);
      await writeBag(folder, makeBag(bag));
      const { code, out, err } = await run('bag', 'verify', folder);
      const report = JSON.parse(out);
      expect([bag.name, code, report.valid]).toEqual([bag.name, 0, true]);
      expect([bag.name, err === '']).toEqual([bag.name, report.warnings.length === 0]);
    }
  });

  it('names warnings once in a table', async () => {
    const outputs: string[] = [];
    for (const [index, bag] of aFew(GOOD_BAGS).entries()) {
      const folder = join(root, `table-${index}`);
      await writeBag(folder, makeBag(bag));
      const { out, err } = await run('bag', 'verify', folder, '--format', 'table');
      expect(err).toBe('');
      outputs.push(out);
    }
    expect(outputs.join('')).toContain('\nwarning  ');
  });

  it('ends with 1 for bad bags and names their faults', async () => {
    for (const [index, bag] of aFew(BAD_BAGS).entries()) {
      const folder = join(root, `bad-${index}`);
      await writeBag(folder, makeBag(bag));
      const { code, out } = await run('bag', 'verify', folder);
      const found = new Set(JSON.parse(out).faults.map((fault: { code: string }) => fault.code));
      expect([bag.name, code, [...found].sort()]).toEqual([bag.name, 1, bag.faults]);
    }
  });

  it('prints a verdict and every finding whole as a table, also of a ZIP', async () => {
    await packBag(join(root, 'bag.zip'), makeBag(named(BAD_BAGS, 'missing payload file')));
    const { code, out } = await run('bag', 'verify', join(root, 'bag.zip'), '--format', 'table');
    expect(code).toBe(1);
    expect(out.split('\n')[0]).toBe('not valid: not complete (BagIt 1.0; 1 files with 6 bytes; sha512)');
    expect(out).toContain(
      'fault    missing-file: data/hello.txt is listed in manifest-sha512.txt, line 1, but is not there.',
    );
  });

  it('says what is wrong with a path that holds no bag', async () => {
    const { code, err } = await run('bag', 'verify', join(root, 'none'), '--format', 'table');
    expect([code, err]).toEqual([1, expect.stringContaining('Check the path.')]);
    expect((await run('bag', 'verify')).code).toBe(2);
  });
});

describe('standpoint bag export and import', () => {
  it('carries an archive over', async () => {
    const archive = join(root, 'archive');
    const bag = join(root, 'bag');
    await run('archive', 'create', archive, '--title', 'Test');
    await run('-a', archive, 'agency', 'add', 'LVMPD');
    const written = await run('-a', archive, 'bag', 'export', bag, '--format', 'table');
    expect([written.code, written.err]).toEqual([0, '']);
    expect((await run('bag', 'verify', bag)).code).toBe(0);
    const other = join(root, 'other');
    await run('archive', 'create', other, '--title', 'Other');
    const taken = await run('-a', other, 'bag', 'import', bag);
    expect([taken.code, JSON.parse(taken.out)]).toEqual([0, expect.objectContaining({ kind: 'archive', agencies: 1 })]);
    expect((await run('-a', archive, 'bag', 'export', bag)).code).toBe(1);
  });
});
