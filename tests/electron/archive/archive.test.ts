import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const LAS_VEGAS = `Statement of the Las Vegas Metropolitan Police Department.

The Department will not participate in civil immigration enforcement.
Our officers do not ask about immigration status.

The Department will not participate in joint task forces without a court order.`;
const MEMO =
  'MEMORANDUM page one.\nJurisdictions that obstruct will be prosecuted.\n\fSecond page.\nFunding may be withheld.';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

describe('an archive', () => {
  it('does the whole job and holds it after a restart', async () => {
    const [statement = '', memo = ''] = await archive.importTexts({
      'lvmpd statement.txt': LAS_VEGAS,
      'memo.txt': MEMO,
    });
    const marked = await archive.call('passage.add', {
      documentId: statement,
      quote: 'Our officers do not ask about\nimmigration status.',
      codings: [{ agency: 'Las Vegas Metropolitan Police Department', stance: 'declines' }],
      note: 'clear',
    });
    await archive.call('passage.add', {
      documentId: memo,
      start: 20,
      end: 70,
      codings: [{ agency: 'Department of Justice', stance: '6' }],
    });
    expect(marked.quote).toBe('Our officers do not ask about immigration status.');
    const before = {
      documents: await archive.call('document.list', {}),
      passages: await archive.call('passage.list', {}),
      codebook: await archive.call('codebook.get', {}),
      matrix: await archive.call('position.matrix', {}),
      hits: await archive.call('search.query', { query: 'immigration "court order"' }),
      log: await archive.call('history.list', {}),
    };
    expect(before.documents.map(({ title, kind, passageCount }) => [title, kind, passageCount])).toEqual([
      ['lvmpd statement', 'statement', 1],
      ['memo', 'memo', 1],
    ]);
    expect(before.codebook.agencies.map(({ name, level }) => [name, level])).toEqual([
      ['Department of Justice', 'other'],
      ['Las Vegas Metropolitan Police Department', 'municipal'],
    ]);
    expect(before.hits.map(({ field }) => field)).toEqual(['text']);
    expect(before.log.map(({ type }) => type)).toEqual([
      'passage.add',
      'passage.add',
      'document.import',
      'document.import',
      'archive.create',
    ]);
    await archive.session.close();
    const again = archive.reopen();
    const status = await again.call('archive.open', { directory: archive.directory });
    expect(status).toMatchObject({
      problems: [],
      counts: { documents: 2, passages: 2, agencies: 2, events: 5 },
      history: { redo: null },
    });
    expect({
      documents: await again.call('document.list', {}),
      passages: await again.call('passage.list', {}),
      codebook: await again.call('codebook.get', {}),
      matrix: await again.call('position.matrix', {}),
      hits: await again.call('search.query', { query: 'immigration "court order"' }),
      log: await again.call('history.list', {}),
    }).toEqual(before);
    expect(await again.call('archive.verify', {})).toMatchObject({ ok: true, originals: 2, passages: 2, problems: [] });
  });

  it('fills a briefing that wants an outcome of the check by the check of the moment', async () => {
    const [documentId = ''] = await archive.importTexts({ 'statement.txt': LAS_VEGAS });
    await archive.call('passage.add', { documentId, quote: 'Our officers do not ask about immigration status.' });
    const { id } = await archive.call('briefing.create', { title: 'Exact ones', filter: { statuses: ['exact'] } });
    const to = join(archive.root, 'out.md');
    expect((await archive.call('briefing.export', { id, to })).quotes).toBe(1);
    expect(await archive.call('bag.export', { to: join(archive.root, 'bag'), briefingId: id })).toMatchObject({
      documents: 1,
    });
    await archive.call('briefing.update', { id, filter: { statuses: ['broken'] } });
    expect((await archive.call('briefing.preview', { id, limit: 1 })).passages).toEqual([]);
    await expect(archive.call('bag.export', { to: join(archive.root, 'bag2'), briefingId: id })).rejects.toMatchObject({
      code: 'empty',
    });
  });

  it('takes into a briefing chosen by hand what was chosen, and nothing that comes later', async () => {
    const [documentId = ''] = await archive.importTexts({ 'by-hand.txt': 'First words. Second words. Third words.' });
    const add = async (start: number, end: number) =>
      (await archive.call('passage.add', { documentId, start, end })).id;
    const first = await add(0, 12);
    const { id } = await archive.call('briefing.create', { title: 'By hand', byHand: true, include: [first] });
    const shown = async () => (await archive.call('briefing.preview', { id })).passages.map((passage) => passage.id);
    const later = await add(13, 26);
    expect(await shown()).toEqual([first]);
    await archive.call('briefing.update', { id, include: [first, later] });
    expect(await shown()).toEqual([first, later]);
    await add(27, 39);
    await archive.call('briefing.update', { id, byHand: false, filter: { documentIds: [documentId] } });
    expect(await shown()).toHaveLength(3);
  });

  it('exports a briefing whose quotes are verified', async () => {
    const [statement = ''] = await archive.importTexts({ 'statement.txt': LAS_VEGAS });
    await archive.call('passage.add', {
      documentId: statement,
      quote: 'Our officers do not ask about immigration status.',
      codings: [{ agency: 'LVMPD', stance: 'opposes' }],
    });
    const briefing = await archive.call('briefing.create', { title: 'Positions' });
    const to = join(archive.root, 'out.md');
    const exported = await archive.call('briefing.export', { id: briefing.id, to });
    expect(exported).toMatchObject({ file: to, quotes: 1, flagged: [] });
    const preview = await archive.call('briefing.preview', { id: briefing.id });
    expect(preview.passages.map(({ number, check }) => [number, check.status])).toEqual([[1, 'exact']]);
    await expect(
      archive.call('briefing.export', { id: briefing.id, to: join(archive.root, 'out.odt') }),
    ).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('.docx') });
  });

  it('lists the places of words that occur more than once', async () => {
    const [statement = ''] = await archive.importTexts({ 'statement.txt': LAS_VEGAS });
    const refusal = archive.call('passage.add', {
      documentId: statement,
      quote: 'The Department will not participate',
    });
    await expect(refusal).rejects.toMatchObject({
      code: 'ambiguous',
      details: [
        { page: null, start: 60, end: 95 },
        { page: null, start: 181, end: 216 },
      ],
    });
  });

  it('reports every file of an import once', async () => {
    const folder = join(archive.root, 'in');
    await mkdir(join(folder, 'deep'), { recursive: true });
    const files = {
      'a.txt': 'alpha',
      'b.txt': 'alpha',
      'c.txt': 'BROKEN',
      'd.txt': '',
      '.hidden': 'x',
      'deep/e.txt': 'echo',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const outcomes = await archive.call('document.import', {
      paths: [folder, join(archive.root, 'none')],
      jobId: 'job',
    });
    // Of two files with the same bytes the one that was read sooner becomes the document.
    expect(outcomes.slice(0, 2).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['imported', 'duplicate']),
    );
    expect(outcomes.slice(2).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['failed', 'corrupt'],
      ['failed', 'empty'],
      ['imported', null],
      ['failed', 'unreadable'],
    ]);
    const reports = archive.broadcasts.flatMap((message) => (message.type === 'import' ? [message.progress] : []));
    expect(reports.flatMap((report) => report.outcomes.map(({ file }) => file)).sort()).toEqual(
      outcomes.map(({ file }) => file).sort(),
    );
    expect(reports.filter(({ finished }) => finished)).toHaveLength(1);
  });
});
