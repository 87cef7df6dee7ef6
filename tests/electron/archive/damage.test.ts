import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Snapshot, takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive, type TestSession } from '../../support/temp-archive.ts';

let archive: TempArchive;
let before: Snapshot;
let documentId: string;
let briefingId: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [documentId = ''] = await archive.importTexts({
    'statement.txt': 'The Department will not participate in civil immigration enforcement.',
    'memo.txt': 'First page.\fObstruction will be prosecuted.\fThird page.',
  });
  const codings = [{ agency: 'Clark County Sheriff', stance: 'declines' }];
  await archive.call('passage.add', { documentId, quote: 'will not participate', codings, note: 'clear refusal' });
  ({ id: briefingId } = await archive.call('briefing.create', { title: 'Positions' }));
  before = await takeSnapshot(archive);
  await archive.session.close();
});
afterEach(() => archive.dispose());

async function reopen(): Promise<{
  readonly session: TestSession;
  readonly problems: readonly { path: string | null }[];
}> {
  const session = archive.reopen();
  const { problems } = await session.call('archive.open', { directory: archive.directory });
  return { session, problems };
}

describe('a damaged state file', () => {
  const files = (): Readonly<Record<string, string>> => ({
    'archive.json': 'archive.json',
    'codebook.json': 'codebook.json',
    'checkpoint.json': 'checkpoint.json',
    record: `documents/${documentId}/record.json`,
    passages: `documents/${documentId}/passages.json`,
    briefing: `briefings/${briefingId}.json`,
  });
  const DAMAGES = ['{"cut', '{"id": 7}', ''];

  it.each(['archive.json', 'codebook.json', 'checkpoint.json', 'record', 'passages', 'briefing'])(
    'is named, kept aside and made again from the journal (%s)',
    async (name) => {
      const path = files()[name] ?? '';
      for (const damage of DAMAGES) {
        await writeFile(join(archive.directory, path), damage);
        const { session } = await reopen();
        expect(await takeSnapshot(session)).toEqual(before);
        const status = await session.call('archive.status', {});
        expect(status?.problems.map((problem) => [problem.kind, problem.path])).toEqual([['damaged-file', path]]);
        await session.session.close();
        const aside = await readdir(join(archive.directory, 'damaged'));
        const contents = await Promise.all(
          aside.map((file) => readFile(join(archive.directory, 'damaged', file), 'utf8')),
        );
        expect(contents).toContain(damage);
        const { session: again, problems } = await reopen();
        expect([await takeSnapshot(again), problems]).toEqual([before, []]);
        await again.session.close();
      }
    },
  );

  it.each(['record', 'passages', 'briefing', 'archive.json', 'codebook.json'])(
    'is made again when it is missing (%s)',
    async (name) => {
      await rm(join(archive.directory, files()[name] ?? ''));
      const { session } = await reopen();
      expect(await takeSnapshot(session)).toEqual(before);
    },
  );

  it('is missed when index and file are both gone', async () => {
    await rm(join(archive.directory, 'documents', documentId), { recursive: true });
    await rm(join(archive.directory, 'derived/index.sqlite'));
    const { session } = await reopen();
    expect(await takeSnapshot(session)).toEqual(before);
  });

  it('is told apart from the journal by archive.verify', async () => {
    const path = join(archive.directory, 'documents', documentId, 'record.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"statement"', '"memo"'));
    const { session } = await reopen();
    const { ok, problems } = await session.call('archive.verify', {});
    expect([ok, problems.map((problem) => [problem.kind, problem.path])]).toEqual([
      false,
      [['damaged-file', `documents/${documentId}/record.json`]],
    ]);
    expect((await session.call('history.list', { limit: 1 }))[0]).toMatchObject({
      type: 'archive.verify',
      detail: { ok: false },
    });
  });
});

describe('what is derived', () => {
  it('is made again, equal, when it was deleted', async () => {
    await rm(join(archive.directory, 'derived'), { recursive: true });
    const { session, problems } = await reopen();
    expect(problems).toEqual([]);
    const hits = await session.call('search.query', { query: 'prosecuted' });
    expect(hits.map(({ page, field }) => [page, field])).toEqual([[2, 'text']]);
    expect(await session.call('document.text', { id: documentId })).toContain('civil immigration');
    expect(await takeSnapshot(session)).toEqual(before);
    expect((await session.call('archive.verify', {})).problems).toEqual([]);
  });

  it('is made again when the index or a text is damaged', async () => {
    const { sha256 } = before.documents.find(({ id }) => id === documentId) ?? { sha256: '' };
    await writeFile(join(archive.directory, 'derived', sha256, 'text.txt'), 'other words');
    await writeFile(
      join(archive.directory, 'derived/index.sqlite'),
      'not a database, but long enough to look like one '.repeat(200),
    );
    const { session } = await reopen();
    expect(await takeSnapshot(session)).toEqual(before);
    expect(await session.call('document.text', { id: documentId })).toContain('civil immigration');
  });
});

describe('an original', () => {
  it('is read-only and stays as it is, whatever is done with its document', async () => {
    const { session } = await reopen();
    const { sha256 } = before.documents[0] ?? { sha256: '' };
    const path = session.session.originalPath(sha256) ?? '';
    const whole = await readFile(path);
    expect((await stat(path)).mode & 0o222).toBe(0);
    const id = before.documents[0]?.id ?? '';
    await session.call('document.update', { id, title: 'Other' });
    await session.call('document.trash', { ids: [id] });
    await session.call('document.restore', { ids: [id] });
    expect(await readFile(path)).toEqual(whole);
  });

  it('is named when it was altered or is missing, and its quotes no longer verify', async () => {
    const { sha256 } = before.documents.find(({ id }) => id === documentId) ?? { sha256: '' };
    const path = join(archive.directory, 'objects', sha256.slice(0, 2), sha256);
    const other = before.documents.find(({ id }) => id !== documentId)?.sha256 ?? '';
    await chmod(path, 0o644);
    await writeFile(path, 'forged');
    await rm(join(archive.directory, 'objects', other.slice(0, 2), other));
    const { session } = await reopen();
    const { problems } = await session.call('archive.verify', {});
    expect(problems.map(({ kind }) => kind).sort()).toEqual(['altered-original', 'missing-original']);
    const to = join(archive.root, 'out.html');
    const refused = session.call('briefing.export', { id: briefingId, to, strict: true });
    await expect(refused).rejects.toMatchObject({ code: 'unverified' });
    await expect(stat(to)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await session.call('briefing.export', { id: briefingId, to })).flagged).toMatchObject([
      { quote: 'will not participate', check: { status: 'broken' } },
    ]);
  });
});

describe('the journal', () => {
  it('is named by archive.verify at its first broken entry', async () => {
    const path = join(archive.directory, 'journal/000001.ndjson');
    await writeFile(path, (await readFile(path, 'utf8')).replace('clear refusal', 'warm embrace!'));
    const { session, problems } = await reopen();
    expect(problems).toEqual([]);
    const verified = await session.call('archive.verify', {});
    expect(verified.ok).toBe(false);
    expect(verified.problems[0]).toMatchObject({ kind: 'journal', path: 'journal/000001.ndjson' });
    expect(verified.problems[0]?.message).toContain('line 4: entry 4 was altered');
  });

  it('may be lost whole: the state files bring it level', async () => {
    await rm(join(archive.directory, 'journal'), { recursive: true });
    const { session, problems } = await reopen();
    expect(problems.map(({ path }) => path)).toEqual(['journal']);
    expect({ ...(await takeSnapshot(session)), history: null }).toEqual({ ...before, history: null });
    expect((await session.call('archive.verify', {})).problems).toEqual([]);
    await session.session.close();
    const { session: again, problems: none } = await reopen();
    expect([{ ...(await takeSnapshot(again)), history: null }, none]).toEqual([{ ...before, history: null }, []]);
  });
});
