import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession, type Session } from '../../../electron/archive/dispatch.ts';
import { buildArchive } from '../../../scripts/sample/build-archive.ts';
import { NOTICE } from '../../../scripts/sample/documents.ts';
import { makeSources, writeSources } from '../../../scripts/sample/sources.ts';
import { type ArchiveMethod, archiveContract, type MethodInput, type MethodOutput } from '../../../shared/contract.ts';

const SAMPLE = resolve('resources/sample');
const PARSER = resolve('electron/archive/importers/parser-process.ts');

/** Every file of a folder by its path in it, as base64. */
function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, 'base64')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'standpoint-sample-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('resources/sample', () => {
  it('holds the sources that the script writes', async () => {
    const sources = await makeSources();
    const expected = [...sources].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
    expect(contentsOf(join(SAMPLE, 'sources'))).toEqual(Object.fromEntries(expected));
  });

  it('holds the archive that the script makes of them', async () => {
    await writeSources(join(folder, 'sources'));
    await buildArchive(join(folder, 'built'), join(folder, 'sources'), PARSER);
    const built = contentsOf(join(folder, 'built'));
    const committed = contentsOf(join(SAMPLE, 'archive'));
    // Should this fail after a change of an importer or of the format: npm run sample
    const paths = [...new Set([...Object.keys(built), ...Object.keys(committed)])];
    expect(paths.filter((path) => committed[path] !== built[path])).toEqual([]);
  });

  describe('when a copy is opened', () => {
    let session: Session;

    const call = async <M extends ArchiveMethod>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> => {
      const result = await session.invoke(method, input);
      if (!result.ok) throw new Error(result.error.message);
      return archiveContract[method].output.parse(result.value) as MethodOutput<M>;
    };

    beforeAll(async () => {
      cpSync(join(SAMPLE, 'archive'), join(folder, 'copy'), { recursive: true });
      const unwanted = (): never => {
        throw new Error('A parser was started: derived texts are missing or no longer fit.');
      };
      session = createSession({
        coder: () => 'reader',
        broadcast: () => undefined,
        launchParser: unwanted,
        createPool: unwanted,
      });
      await call('archive.open', { directory: join(folder, 'copy') });
    });

    afterAll(() => session.close());

    it('is intact and says of every document that it is invented', async () => {
      expect(await call('archive.verify', {})).toMatchObject({ ok: true, originals: 10, problems: [] });
      for (const { id, fileName } of await call('document.list', {})) {
        expect(await call('document.text', { id }), fileName).toContain(NOTICE);
      }
    });

    it('shows every stance, several codings on a passage, and a passage over a page break', async () => {
      const { total, passages } = await call('passage.list', {});
      expect(total).toBeGreaterThanOrEqual(30);
      expect(passages.some(({ codings }) => codings.length === 3)).toBe(true);
      expect(passages.some(({ quote }) => quote.includes('\f'))).toBe(true);
      expect(passages.filter(({ note }) => note !== '').length).toBeGreaterThan(5);
      const { stances } = await call('position.matrix', {});
      expect(stances.filter((stance) => stance.total === 0)).toEqual([]);
      const checks = await call('passage.verify', {});
      expect(new Set(checks.map(({ check }) => check.status))).toEqual(new Set(['exact']));
    });

    it('holds the statement that was revised as two versions, with passages to review', async () => {
      const document = (await call('document.list', {})).find(({ versionCount }) => versionCount === 2);
      const { placements } = await call('version.placements', { documentId: document?.id ?? '' });
      expect(document?.title).toBe('Statement on immigration enforcement');
      expect(placements.length).toBeGreaterThan(0);
      expect(placements.every(({ placement }) => placement.version === 2 && placement.decision === null)).toBe(true);
      const { counts } = await call('version.compare', { documentId: document?.id ?? '', from: 1, to: 2 });
      expect(counts.inserted).toBeGreaterThan(20);
    });

    it('has a briefing that takes every passage', async () => {
      const briefing = (await call('briefing.list', {})).find(({ body }) => body === undefined);
      const { passages } = await call('briefing.preview', { id: briefing?.id ?? '' });
      expect(passages).toHaveLength((await call('passage.list', {})).total);
    });

    it('has a composed memo that is clean: every quote holds, every use is printed, every block has something', async () => {
      const [memo] = await call('briefing.list', {});
      const { report, uses } = await call('briefing.preview', { id: memo?.id ?? '' });
      expect(uses.filter(({ fault, number }) => fault !== null || number === null)).toEqual([]);
      expect(report.flagged).toEqual([]);
      const kinds = new Set(report.blocks.map(({ kind }) => kind));
      for (const kind of ['quote', 'matrix', 'timeline', 'profile', 'table', 'list', 'sources', 'method'] as const) {
        expect(kinds).toContain(kind);
      }
      const timeline = report.blocks.find((block) => block.kind === 'timeline');
      expect(timeline?.entries.filter(({ isChange }) => isChange).map(({ agency }) => agency)).toEqual([
        'Omaha Police Department',
      ]);
      const { findings } = await call('briefing.lint', { id: memo?.id ?? '' });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('finds words in texts without a search index of its own', async () => {
      const hits = await call('search.query', { query: '"signed by a judge"' });
      expect(new Set(hits.map(({ documentId }) => documentId)).size).toBeGreaterThanOrEqual(5);
    });
  });
});
