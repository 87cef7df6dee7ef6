import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainEvent, parseEntry, serializeEntry } from '../../../electron/archive/journal-entry.ts';
import { createTempArchive, startSession, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-chain-'));
  // A new file after every 4 KiB: several files of the journal.
  archive = await createTempArchive({ rotateAt: 4096 });
  for (let index = 0; index < 20; index += 1) await archive.call('agency.add', { name: `Agency ${index}` });
  await archive.session.close();
});
afterEach(async () => {
  await archive.dispose();
  await rm(root, { recursive: true, force: true });
});

type Lines = string[];
interface Break {
  readonly seq: number;
  readonly fault: RegExp;
  /** Alters the lines of the whole journal, or of the file that holds entry 10. */
  readonly make: (lines: Lines) => Lines;
}

const at = (lines: Lines, seq: number): number => lines.findIndex((line) => JSON.parse(line).seq === seq);

const replaceEntry = (lines: Lines, seq: number, replace: (line: string) => string): Lines =>
  lines.map((line) => (JSON.parse(line).seq === seq ? replace(line) : line));

/** An entry of one's own in place of another, with hashes that hold for itself. */
function forge(lines: Lines, seq: number): string {
  const event = parseEntry(lines[at(lines, seq)] ?? '');
  if (typeof event === 'string') throw new Error(event);
  const { seq: _seq, prev, hash: _hash, ...draft } = event;
  return serializeEntry(chainEvent({ ...draft, label: 'Forged' }, { seq: seq - 1, hash: prev })).trimEnd();
}

const BREAKS: Readonly<Record<string, Break>> = {
  'a word is altered': {
    seq: 10,
    fault: /was altered/,
    make: (lines) => replaceEntry(lines, 10, (line) => line.replace('Agency 8', 'Agency 9')),
  },
  'an entry is removed': {
    seq: 10,
    fault: /missing: entry 11 stands/,
    make: (lines) => lines.filter((line) => JSON.parse(line).seq !== 10),
  },
  'several entries are removed': {
    seq: 8,
    fault: /missing: entry 11 stands/,
    make: (lines) => lines.filter((line) => ![8, 9, 10].includes(JSON.parse(line).seq)),
  },
  'two entries are exchanged': {
    seq: 10,
    fault: /missing: entry 11 stands/,
    make: (lines) => {
      const copy = [...lines];
      const place = at(lines, 10);
      [copy[place], copy[place + 1]] = [copy[place + 1] ?? '', copy[place] ?? ''];
      return copy;
    },
  },
  'an entry is put in twice': {
    seq: 10,
    fault: /added or put in another order/,
    make: (lines) => lines.flatMap((line) => (JSON.parse(line).seq === 10 ? [line, line] : [line])),
  },
  'an entry is put in beside the true one': {
    seq: 10,
    fault: /added or put in another order/,
    make: (lines) => lines.flatMap((line) => (JSON.parse(line).seq === 10 ? [forge(lines, 10), line] : [line])),
  },
  'an entry is exchanged for a forged one': {
    seq: 11,
    fault: /does not continue entry 10/,
    make: (lines) => lines.map((line) => (JSON.parse(line).seq === 10 ? forge(lines, 10) : line)),
  },
  'a line is cut short': {
    seq: 10,
    fault: /is not JSON/,
    make: (lines) => replaceEntry(lines, 10, (line) => line.slice(0, 40)),
  },
  'a line is not JSON at all': {
    seq: 10,
    fault: /is not JSON/,
    make: (lines) => replaceEntry(lines, 10, () => '\u0000\u0000\u0000'),
  },
};

const journal = (): string => join(archive.directory, 'journal');

async function fileWith(seq: number): Promise<string> {
  for (const name of (await readdir(journal())).sort()) {
    const lines = (await readFile(join(journal(), name), 'utf8')).trimEnd().split('\n');
    if (at(lines, seq) !== -1) return name;
  }
  throw new Error(`No file holds entry ${seq}.`);
}

describe('the chain', () => {
  it('holds in an archive that nobody touched', async () => {
    expect((await readdir(journal())).length).toBeGreaterThan(2);
    const { call, session } = startSession();
    await call('archive.open', { directory: archive.directory, readOnly: true });
    const { ok, entries, lastHash, firstBroken } = await call('history.verify', {});
    expect([ok, entries, firstBroken]).toEqual([true, 21, null]);
    expect(lastHash).toBe((await call('history.list', { limit: 1 }))[0]?.hash);
    await session.close();
  });

  it.each(Object.keys(BREAKS))('breaks where %s, and the first broken entry is named', async (name) => {
    const { seq, fault, make } = BREAKS[name] ?? { seq: 0, fault: /./, make: (lines: Lines) => lines };
    const files = await readdir(journal());
    const all = await Promise.all(files.sort().map((file) => readFile(join(journal(), file), 'utf8')));
    const lines = make(all.join('').trimEnd().split('\n'));
    await writeFile(join(journal(), '000001.ndjson'), `${lines.join('\n')}\n`);
    for (const file of files) if (file !== '000001.ndjson') await rm(join(journal(), file));
    await expectBroken(seq, fault, '000001.ndjson');
  });

  it('breaks where a file in the middle is cut short', async () => {
    const name = await fileWith(10);
    const text = await readFile(join(journal(), name), 'utf8');
    const lines = text.trimEnd().split('\n');
    const last = JSON.parse(lines[lines.length - 1] ?? '{}').seq;
    await writeFile(join(journal(), name), `${lines.slice(0, -1).join('\n')}\n`);
    await expectBroken(
      last,
      /missing: entry \d+ stands/,
      `${String(Number(name.slice(0, 6)) + 1).padStart(6, '0')}.ndjson`,
    );
  });

  it('breaks where a whole file is gone', async () => {
    const name = await fileWith(10);
    const first = JSON.parse((await readFile(join(journal(), name), 'utf8')).split('\n')[0] ?? '{}').seq;
    await rm(join(journal(), name));
    await expectBroken(first, /missing/, `${String(Number(name.slice(0, 6)) + 1).padStart(6, '0')}.ndjson`);
  });
});

async function expectBroken(seq: number, fault: RegExp, file: string): Promise<void> {
  const { call, session } = startSession({ rotateAt: 4096 });
  try {
    await call('archive.open', { directory: archive.directory, readOnly: true });
    const { ok, firstBroken } = await call('history.verify', {});
    expect(ok).toBe(false);
    expect(firstBroken).toMatchObject({ seq, path: `journal/${file}` });
    expect(firstBroken?.fault).toMatch(fault);
    const { problems } = await call('archive.verify', {});
    const first = problems.find(({ kind }) => kind === 'journal');
    expect(first?.message).toContain(`at entry ${seq} (`);
  } finally {
    await session.close();
  }
}
