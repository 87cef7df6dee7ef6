import { appendFile, chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalJson, sha256 as hashOf } from '../../../electron/archive/canonical-json.ts';
import { SearchIndex } from '../../../electron/archive/search-index.ts';
import { type Snapshot, takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive, type TestSession } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

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

  it('of kept searches is missed when the index is gone too', async () => {
    const opened = (await reopen()).session;
    await opened.call('saved-search.add', { name: 'Refusals', query: 'will not' });
    await opened.session.close();
    await rm(join(archive.directory, 'searches.json'));
    await rm(join(archive.directory, 'derived'), { recursive: true });
    const { session } = await reopen();
    expect((await session.call('saved-search.list', {})).map(({ name }) => name)).toEqual(['Refusals']);
    await session.session.close();
    expect(JSON.parse(await readFile(join(archive.directory, 'searches.json'), 'utf8'))).toHaveLength(1);
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

describe('a damaged journal entry', () => {
  const journal = () => join(archive.directory, 'journal/000001.ndjson');
  const checkpoint = () => join(archive.directory, 'checkpoint.json');
  const rot = async (words: string, other: string): Promise<void> => {
    const text = await readFile(journal(), 'utf8');
    expect(text).toContain(words);
    await writeFile(journal(), text.replace(words, other));
  };

  it('does not take back what the state files hold, which is entered in the journal again', async () => {
    const { session: first } = await reopen();
    const { id } = await first.call('passage.add', { documentId, quote: 'Department' });
    await first.call('passage.update', { id, note: 'noted by hand' });
    await first.call('archive.rename', { title: 'Later' });
    await first.session.close();
    await rot('noted by hand', 'noted by HAND');
    await rm(checkpoint());
    const { session, problems } = await reopen();
    expect(problems.map(({ path }) => path)).toContain('journal/000001.ndjson');
    expect((await session.call('passage.get', { id })).note).toBe('noted by hand');
    expect((await session.call('history.list', { limit: 1 }))[0]?.type).toBe('archive.recover');
    await session.session.close();
    await rm(join(archive.directory, 'documents', documentId, 'passages.json'));
    expect((await (await reopen()).session.call('passage.get', { id })).note).toBe('noted by hand');
  });

  it.each(['../../outside', 'a/b', '..', ''])('cannot bring in an id that is a path (%j)', async (id) => {
    const [line = ''] = (await readFile(journal(), 'utf8')).trimEnd().split('\n').slice(-1);
    const { hash: prev, seq, ...rest } = JSON.parse(line);
    const [change] = rest.changes;
    const changes = [{ ...change, id, before: null, after: { ...change.after, id } }];
    const unsealed = { ...rest, changes, seq: seq + 1, prev };
    const crafted = { ...unsealed, hash: hashOf(canonicalJson(unsealed)) };
    await appendFile(journal(), `${canonicalJson(crafted)}\n`);
    const { session, problems } = await reopen();
    expect(problems.map(({ path }) => path)).toEqual(['journal/000001.ndjson']);
    expect(await takeSnapshot(session)).toEqual(before);
  });

  it('does not hide later changes that the state files lack, and a file that they alter is kept', async () => {
    const path = join(archive.directory, 'documents', documentId, 'record.json');
    const older = await readFile(path, 'utf8');
    const checkpointThen = await readFile(checkpoint(), 'utf8');
    const { seq } = JSON.parse(checkpointThen);
    const { session: first } = await reopen();
    await first.call('document.update', { id: documentId, title: 'Changed later' });
    await first.session.close();
    // As if the process had ended before the files were written; the entry that the checkpoint names has rotted.
    await writeFile(path, older);
    await writeFile(checkpoint(), checkpointThen);
    await rot(`"seq":${seq},"time":"2026`, `"seq":${seq},"time":"2027`);
    const { session } = await reopen();
    expect((await session.call('document.get', { id: documentId })).title).toBe('Changed later');
    const aside = await readdir(join(archive.directory, 'damaged'));
    const copy = aside.find((name) => name.startsWith(`documents_${documentId}_record.json`)) ?? '';
    expect(await readFile(join(archive.directory, 'damaged', copy), 'utf8')).toBe(older);
  });
});

describe('what is derived', () => {
  it('is made again once for all who ask at the same time', async () => {
    await rm(join(archive.directory, 'derived'), { recursive: true });
    const parsed: string[] = [];
    const session = archive.reopen({ createPool: () => createTextParserPool((name) => void parsed.push(name)) });
    await session.call('archive.open', { directory: archive.directory });
    const to = join(archive.root, 'out.html');
    const [exported, , text] = await Promise.all([
      session.call('briefing.export', { id: briefingId, to, strict: true }),
      session.call('document.content', { id: documentId }),
      session.call('document.text', { id: documentId }),
      session.call('search.query', { query: 'immigration' }),
    ]);
    expect(exported.flagged).toEqual([]);
    expect(text).toContain('civil immigration');
    expect(parsed.sort()).toEqual(['memo.txt', 'statement.txt']);
    const { sha256 } = before.documents.find(({ id }) => id === documentId) ?? { sha256: '' };
    expect((await readdir(join(archive.directory, 'derived', sha256))).sort()).toEqual([
      'layout.json',
      'rendition.html',
      'text.txt',
    ]);
  });

  it('is read although it cannot be kept, and that is said', async () => {
    await rm(join(archive.directory, 'derived'), { recursive: true });
    const { sha256 } = before.documents.find(({ id }) => id === documentId) ?? { sha256: '' };
    const { session } = await reopen();
    await session.call('search.query', { query: 'immigration' });
    await rm(join(archive.directory, 'derived', sha256), { recursive: true });
    await writeFile(join(archive.directory, 'derived', sha256), 'in the way');
    await session.call('passage.verify', {});
    expect((await session.call('passage.verify', {})).map(({ check }) => check.status)).toEqual(['exact']);
    const to = join(archive.root, 'out.html');
    expect((await session.call('briefing.export', { id: briefingId, to })).flagged).toEqual([]);
    const { problems } = (await session.call('archive.status', {})) ?? { problems: [] };
    expect(problems.map(({ path }) => path)).toEqual([`derived/${sha256}`]);
  });

  it('serves all who ask while a damaged index is made again', async () => {
    const { session } = await reopen();
    const database = new DatabaseSync(join(archive.directory, 'derived/index.sqlite'));
    database.exec('DROP TABLE passages; DROP TABLE docs;');
    database.close();
    const calls = await Promise.all([
      session.call('document.list', {}).then((list) => list.length),
      session.call('passage.list', {}).then(({ total }) => total),
      session.call('passage.add', { documentId, quote: 'civil' }).then(({ quote }) => quote),
      session.call('search.query', { query: 'civil' }).then((hits) => hits.length > 0),
      session.call('document.list', {}).then((list) => list.length),
    ]);
    expect([calls[0], calls[2], calls[3], calls[4]]).toEqual([2, 'civil', true, 2]);
    expect((await session.call('passage.list', {})).total).toBe(2);
  });

  it('says so if texts cannot be taken in behind the back of those who work', async () => {
    const pendingTexts = vi
      .spyOn(SearchIndex.prototype, 'pendingTexts')
      .mockResolvedValueOnce([documentId])
      .mockRejectedValueOnce(new Error('the disk is full'));
    const { session } = await reopen();
    await vi.waitFor(async () => {
      const { problems } = (await session.call('archive.status', {})) ?? { problems: [] };
      expect(problems.map(({ message }) => message)).toEqual([
        'Not every text can be searched yet (the disk is full). The next search tries again.',
      ]);
    });
    expect(await session.call('search.query', { query: 'immigration' })).not.toEqual([]);
    pendingTexts.mockRestore();
  });

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

describe('a check', () => {
  it.each(['archive.verify', 'briefing.export'] as const)('lets work go on meanwhile (%s)', async (method) => {
    const { session } = await reopen();
    const input = { 'archive.verify': {}, 'briefing.export': { id: briefingId, to: join(archive.root, 'out.md') } };
    const [checked] = await Promise.all([
      session.call(method, input[method]),
      session.call('archive.rename', { title: 'Meanwhile' }),
    ]);
    expect(checked).toMatchObject(method === 'archive.verify' ? { ok: true, problems: [] } : { flagged: [] });
    const events = await session.call('history.list', { types: [method, 'archive.update'], limit: 2 });
    expect(events.map(({ type }) => type)).toEqual([method, 'archive.update']);
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

  it('is no longer named once it was put back and checked', async () => {
    const { sha256 } = before.documents[0] ?? { sha256: '' };
    const path = join(archive.directory, 'objects', sha256.slice(0, 2), sha256);
    const bytes = await readFile(path);
    await rm(path);
    const { session } = await reopen();
    const named = async () => (await session.call('archive.status', {}))?.problems.map(({ kind }) => kind);
    expect((await session.call('archive.verify', {})).ok).toBe(false);
    expect(await named()).toEqual(['missing-original']);
    await writeFile(path, bytes);
    expect((await session.call('archive.verify', {})).ok).toBe(true);
    expect(await named()).toEqual([]);
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
    expect(verified.problems[0]?.message).toContain('at entry 4 (journal/000001.ndjson, line 4): it was altered');
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
