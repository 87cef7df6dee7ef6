import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlockNode } from '../../../shared/domain/briefing-body.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const command = { file: process.execPath, args: ['tests/support/fake-print.mjs'] };
const JOB = 'job';

let archive: TempArchive;
let briefingId = '';
/** Stops the export at the first report of one of these steps. */
let stopAt: string | null = null;
let stopped: Promise<unknown> = Promise.resolve();

beforeEach(async () => {
  stopAt = null;
  stopped = Promise.resolve();
  archive = await createTempArchive({
    captureCommand: command,
    broadcast: (message) => {
      if (message.type !== 'export' || message.progress.step !== stopAt) return;
      stopAt = null;
      stopped = archive.call('export.cancel', { jobId: message.progress.jobId });
    },
  });
  const ids = await archive.importTexts({ 'a.txt': 'Alder will assist.', 'b.txt': 'Birch will not assist.' });
  const body: BlockNode[] = [];
  for (const [index, documentId] of ids.entries()) {
    const quote = index === 0 ? 'Alder will assist.' : 'Birch will not assist.';
    const { id } = await archive.call('passage.add', { documentId, quote });
    body.push({ type: 'quote', attrs: { useId: `u${index}`, passageId: id, excerpt: null, showCodings: false } });
  }
  briefingId = (await archive.call('briefing.create', { title: 'Who assists', body })).id;
});
afterEach(() => archive.dispose());

const write = (to: string) => {
  const jobId = JOB;
  if (to.endsWith('.zip')) return archive.call('briefing.package', { id: briefingId, to, jobId });
  if (/\.(docx|pdf|html|md)$/.test(to)) return archive.call('briefing.export', { id: briefingId, to, jobId });
  return archive.call('exchange.export', { to, jobId });
};

const FORMATS = ['docx', 'pdf', 'html', 'md', 'zip', 'qdpx', 'xlsx', 'jsonld', 'csv'] as const;

describe('an export that is stopped', () => {
  it.each(FORMATS.flatMap((format) => (['check', 'write'] as const).map((step) => [format, step] as const)))(
    'leaves nothing of a .%s behind and no entry in the log: while it is at “%s”',
    async (format, step) => {
      const to = join(archive.root, `out.${format}`);
      const before = await readdir(archive.root);
      const entries = await archive.call('history.list', { limit: 1 });
      stopAt = step;
      await expect(write(to)).rejects.toMatchObject({ code: 'cancelled' });
      await stopped;
      expect((await readdir(archive.root)).sort()).toEqual(before.sort());
      expect(await archive.call('history.list', { limit: 1 })).toEqual(entries);
    },
  );

  it('leaves the file that was there before as it was', async () => {
    const to = join(archive.root, 'out.qdpx');
    await writeFile(to, 'an older one');
    stopAt = 'write';
    await expect(write(to)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readFile(to, 'utf8')).toBe('an older one');
  });

  it('can be done again under the same id', async () => {
    const to = join(archive.root, 'out.docx');
    stopAt = 'check';
    await expect(write(to)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(write(to)).resolves.toMatchObject({ file: to });
  });
});

describe('an export that goes on', () => {
  it('tells how many of the quotes are checked, and nothing to who gave no id', async () => {
    const told: unknown[] = [];
    const other = await createTempArchive({
      broadcast: (message) => {
        if (message.type === 'export') told.push(message.progress);
      },
    });
    try {
      const [documentId = ''] = await other.importTexts({ 'a.txt': 'Alder will assist.' });
      await other.call('passage.add', { documentId, quote: 'Alder will assist.' });
      await other.call('exchange.export', { to: join(other.root, 'out.csv'), jobId: JOB });
      expect(told).toEqual([
        { jobId: JOB, step: 'check', done: 1, total: 1 },
        { jobId: JOB, step: 'write', done: 0, total: 0 },
      ]);
      told.length = 0;
      await other.call('exchange.export', { to: join(other.root, 'again.csv') });
      expect(told).toEqual([]);
    } finally {
      await other.dispose();
    }
  });

  it('is named where there is none to stop', async () => {
    await expect(archive.call('export.cancel', { jobId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
