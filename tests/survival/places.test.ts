import { fork } from 'node:child_process';
import { promises } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../support/temp-archive.ts';
import { watchCalls } from './failing-calls.ts';

let root: string;
let directory: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-places-'));
  directory = join(root, 'archive');
  await mkdir(join(root, 'sources'));
});
afterEach(async () => {
  await chmodAll(root, 0o755);
  await rm(root, { recursive: true, force: true });
});

const WORDS = 'The department will not take part in civil immigration enforcement of any kind. ';

/** An archive with one document and one coded passage in it, closed. */
async function makeArchive(now: () => Date = () => new Date()): Promise<void> {
  const session = startSession({ now });
  await session.call('archive.create', { directory, title: 'Places' });
  await writeFile(join(root, 'sources', 'a.txt'), WORDS.repeat(5));
  const [outcome] = await session.call('document.import', { paths: [join(root, 'sources', 'a.txt')] });
  const { stances } = await session.call('codebook.get', {});
  await session.call('passage.add', {
    documentId: outcome?.documentId ?? '',
    start: 0,
    end: 40,
    codings: [{ agency: 'Stockton Police', stance: stances[0]?.id ?? '' }],
  });
  await session.session.close();
}

/** Opens the archive, verifies it, and says what was seen. */
async function lookAt(where: string, readOnly = false) {
  const session = startSession({ now: () => new Date() });
  const status = await session.call('archive.open', { directory: where, readOnly });
  const verified = await session.call('archive.verify', {});
  const found = await session.call('search.query', { query: 'immigration' });
  const { total } = await session.call('passage.list', {});
  await session.session.close();
  return {
    problems: [...status.problems, ...verified.problems],
    documents: status.counts.documents,
    total,
    hits: found.length > 0,
  };
}

const SOUND = { problems: [], documents: 1, total: 1, hits: true };

describe('two processes at one archive', () => {
  it('lets one write, refuses the other in words, and lets it in when the first is killed', async () => {
    await makeArchive();
    const start = (name: string) => {
      const child = fork(
        join(import.meta.dirname, 'entries/actor.ts'),
        [directory, join(root, 'sources'), join(root, `${name}.ndjson`), '1'],
        { execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
      );
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      const end = new Promise<string>((resolve) => child.on('exit', () => resolve(said)));
      const isOpen = new Promise<string>((resolve) => child.once('message', () => resolve('open')));
      return { child, end, first: Promise.race([isOpen, end]) };
    };
    const one = start('one');
    expect(await one.first).toBe('open');
    const two = start('two');
    expect(await two.first).toContain(`open in another process (pid ${one.child.pid})`);
    one.child.kill('SIGKILL');
    await one.end;
    const three = start('three');
    expect(await three.first).toBe('open');
    three.child.kill('SIGKILL');
    await three.end;
    expect((await lookAt(directory)).problems).toEqual([]);
  });
});

describe('a folder that may not be written', () => {
  it('opens for reading, and says for writing what to do', async () => {
    await makeArchive();
    await chmodAll(root, 0o555);
    // Root may write anything; the look is taken by a process without that right.
    const child = fork(join(import.meta.dirname, 'entries/unprivileged-reader.ts'), [directory], {
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const seen = await new Promise((resolve) => {
      child.once('message', resolve);
      child.once('exit', () => resolve(said));
    });
    child.kill();
    expect(seen).toEqual({
      writing: { code: 'io', message: expect.stringContaining('check the rights of the folder') },
      reading: SOUND,
    });
  });

  it('is not touched by reading', async () => {
    await makeArchive();
    const disk = watchCalls(directory);
    try {
      expect(await lookAt(directory, true)).toEqual(SOUND);
      expect(disk.count).toBe(0);
    } finally {
      disk.stop();
    }
  });
});

describe('a folder on a network share', () => {
  it('works without hard links, flushed folders and changed rights', async () => {
    const original = { ...promises };
    const refusal = (code: string) => Object.assign(new Error(`${code}: not supported`), { code });
    promises.link = () => Promise.reject(refusal('EOPNOTSUPP'));
    promises.chmod = () => Promise.reject(refusal('EPERM'));
    promises.open = async (path, flags, mode) => {
      const handle = await original.open(path, flags, mode);
      if (!(await handle.stat()).isDirectory()) return handle;
      return new Proxy(handle, {
        get: (target, name) => {
          if (name === 'sync' || name === 'datasync') return () => Promise.reject(refusal('EINVAL'));
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      });
    };
    syncBuiltinESMExports();
    try {
      await makeArchive();
      expect(await lookAt(directory)).toEqual(SOUND);
    } finally {
      Object.assign(promises, original);
      syncBuiltinESMExports();
    }
  });
});

describe('an archive that was moved or copied', () => {
  it('opens under another path, and names no path of its old place', async () => {
    await makeArchive();
    const moved = join(root, 'Andere Mappe ü', 'umgezogen');
    await mkdir(join(root, 'Andere Mappe ü'));
    await rename(directory, moved);
    expect(await lookAt(moved)).toEqual(SOUND);
    await cp(moved, join(root, 'copy'), { recursive: true });
    expect(await lookAt(join(root, 'copy'))).toEqual(SOUND);
    const naming: string[] = [];
    for (const name of await readdir(moved, { recursive: true })) {
      const bytes = await readFile(join(moved, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EISDIR') return Buffer.alloc(0);
        throw error;
      });
      if (bytes.includes(root)) naming.push(name);
    }
    expect(naming).toEqual([]);
  });
});

describe('a clock that goes backwards', () => {
  it('keeps the order of what was done', async () => {
    let time = Date.UTC(2026, 5, 1);
    const backwards = (): Date => {
      time -= 3_600_000;
      return new Date(time);
    };
    await makeArchive(backwards);
    expect(await lookAt(directory)).toEqual(SOUND);
    const session = startSession({ now: backwards });
    await session.call('archive.open', { directory });
    await session.call('archive.rename', { title: 'Later, by an earlier clock' });
    await session.call('history.undo', {});
    expect((await session.call('archive.status', {}))?.info.title).toBe('Places');
    const seqs = (await session.call('history.list', {})).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    await session.session.close();
    expect(await lookAt(directory)).toEqual(SOUND);
  });
});

describe('file names in two normal forms', () => {
  it('keeps each name as it came, and tells equal bytes by their hash alone', async () => {
    const names = ['résumé.txt', 'résumé.txt'.normalize('NFD'), 'copie é.txt'.normalize('NFD')];
    const texts = [WORDS, `${WORDS}Other words.`, WORDS];
    for (const [index, name] of names.entries()) {
      await mkdir(join(root, 'sources', String(index)));
      await writeFile(join(root, 'sources', String(index), name), texts[index] ?? '');
    }
    const session = startSession();
    await session.call('archive.create', { directory, title: 'Names' });
    const outcomes = await session.call('document.import', { paths: [join(root, 'sources')] });
    // Either of the two equal files may be the first.
    const kept = outcomes[0]?.outcome === 'imported' ? 0 : 2;
    const expected = kept === 0 ? ['imported', 'imported', 'duplicate'] : ['duplicate', 'imported', 'imported'];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(expected);
    const documents = await session.call('document.list', { sort: 'addedAt' });
    expect(documents.map(({ fileName }) => fileName).sort()).toEqual([names[kept], names[1]].sort());
    await session.session.close();
    expect((await lookAt(directory)).problems).toEqual([]);
  });
});

async function chmodAll(path: string, mode: number): Promise<void> {
  await chmod(path, 0o755);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await chmodAll(inner, mode);
    else await chmod(inner, mode === 0o555 ? 0o444 : 0o644);
  }
  await chmod(path, mode);
}
