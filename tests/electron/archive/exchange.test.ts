import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Passage } from '../../../shared/domain/passage.ts';
import { readRefi } from '../../../shared/exchange/read-refi.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let from: TempArchive;
let into: TempArchive;
beforeEach(async () => {
  from = await createTempArchive();
  into = await createTempArchive();
});
afterEach(async () => {
  await from.dispose();
  await into.dispose();
});

const STATEMENT = `Statement of the Sheriff 😀

We will honour detainers where a judge has signed them. We will not hold anyone longer than the law allows.

שלום: the jail stays open to federal agents. 🚓🚓 Nothing in this order requires more.`;
const PAGED =
  'First page of the memo.\nThe office declines to take part.\n\fSecond page.\nIt may answer requests in writing.\n';

/** What counts of a passage in whatever archive: its place, its words and its codings by name. */
async function essenceOf({ call }: Pick<TempArchive, 'call'>, passage: Passage) {
  const { agencies, stances, topics } = await call('codebook.get', {});
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string | undefined) =>
    list.find((each) => each.id === id)?.name;
  const { start, end, spans, quote, note, codings, review, area, page, coder } = passage;
  return {
    ...{ start, end, spans, quote, note, review, area, page, coder },
    codings: codings.map(({ agencyId, stanceId, topicId, voice, certainty, coder: by, codedAt }) => ({
      agency: nameIn(agencies, agencyId),
      stance: nameIn(stances, stanceId),
      topic: nameIn(topics, topicId),
      ...{ voice, certainty, by, codedAt },
    })),
  };
}

async function allOf(archive: Pick<TempArchive, 'call'>) {
  const { passages } = await archive.call('passage.list', {});
  const all = [];
  for (const { id } of passages) all.push(await essenceOf(archive, await archive.call('passage.get', { id })));
  return all.sort((a, b) => a.quote.localeCompare(b.quote) || a.start - b.start);
}

async function fill(archive: TempArchive): Promise<string[]> {
  const [statement = '', paged = ''] = await archive.importTexts({ 'statement.txt': STATEMENT, 'memo.txt': PAGED });
  const mark = (documentId: string, quote: string, more: object = {}) =>
    archive.call('passage.add', { documentId, quote, ...more });
  await mark(statement, 'honour detainers where a judge has signed them', {
    codings: [
      {
        agency: 'Clark County Sheriff',
        stance: 'supports with conditions',
        topic: 'Detainers / Warrants',
        voice: 'own-document',
      },
      { agency: 'Clark County Police', stance: 'opposes' },
    ],
    note: 'Compare with 2024.\nSecond line & <more>.',
  });
  await mark(statement, 'the jail stays open to federal agents', {
    codings: [{ agency: 'Clark County Sheriff', stance: 'supports', certainty: 'probable' }],
    review: 'reviewed',
  });
  await mark(statement, 'Nothing in this order requires more.');
  await archive.call('passage.add', {
    documentId: statement,
    spans: [
      { start: STATEMENT.indexOf('We will honour'), end: STATEMENT.indexOf('We will honour') + 14 },
      { start: STATEMENT.indexOf('We will not'), end: STATEMENT.indexOf('We will not') + 11 },
    ],
    codings: [{ agency: 'Clark County Sheriff', stance: 'opposes' }],
  });
  await mark(paged, 'The office declines to take part.', {
    codings: [{ agency: 'District Attorney', stance: 'declines to participate' }],
  });
  await archive.call('document.update', {
    id: statement,
    title: 'Statement on detainers',
    sourceUrl: 'https://sheriff.example/statement',
    dateIssued: '2026-02',
    collection: 'Sheriffs / Nevada',
  });
  return [statement, paged];
}

const path = (name: string): string => join(from.root, name);

describe('a REFI-QDA project', () => {
  it('comes back from another archive with the same passages', async () => {
    await fill(from);
    const to = path('project.qdpx');
    const exported = await from.call('exchange.export', { to, includeCoders: true });
    expect(exported).toMatchObject({ format: 'qdpx', documents: 2, passages: 5, codings: 5, internal: 0, skipped: [] });
    const preview = await into.call('exchange.import', { path: to, preview: true });
    expect(preview).toMatchObject({
      isPreview: true,
      passages: { placed: 5, moved: 0, known: 0, lost: 0 },
      warnings: [],
    });
    expect((await into.call('document.list', {})).length).toBe(0);
    const imported = await into.call('exchange.import', { path: to });
    expect(imported).toMatchObject({
      format: 'qdpx',
      passages: { placed: 5, moved: 0, known: 0, lost: 0 },
      codings: 5,
      attention: [],
      warnings: [],
    });
    expect(await allOf(into)).toEqual(await allOf(from));
    const [document] = (await into.call('document.list', { sort: 'title' })).filter(
      ({ title }) => title === 'Statement on detainers',
    );
    const got = await into.call('document.get', { id: document?.id ?? '' });
    expect(got).toMatchObject({
      sourceUrl: 'https://sheriff.example/statement',
      dateIssued: '2026-02',
      collection: 'Sheriffs / Nevada',
      versions: [{ fileName: 'statement.txt' }],
    });
    expect((await into.call('passage.verify', {})).map(({ check }) => check.status)).toEqual(Array(5).fill('exact'));
  });

  it('is one step to undo, and taken in twice it brings nothing twice', async () => {
    await fill(from);
    const to = path('project.qdpx');
    await from.call('exchange.export', { to });
    const before = await into.call('codebook.get', {});
    await into.call('exchange.import', { path: to });
    const again = await into.call('exchange.import', { path: to });
    expect(again).toMatchObject({ passages: { placed: 0, known: 5 }, codings: 0, agencies: [], topics: [] });
    expect(again.sources.map(({ outcome }) => outcome)).toEqual(['known', 'known']);
    const undone = await into.call('history.undo', {});
    expect(undone.undo).toBeNull();
    expect(await into.call('codebook.get', {})).toEqual(before);
    expect((await into.call('passage.list', {})).total).toBe(0);
  });

  it('counts code points, and names no coder unasked', async () => {
    await fill(from);
    const to = path('project.qdpx');
    await from.call('exchange.export', { to });
    const files = unzipSync(new Uint8Array(await readFile(to)));
    const xml = new TextDecoder().decode(files['project.qde']);
    const project = readRefi(xml);
    expect(project.users.map(([, name]) => name)).toEqual(['Coder']);
    expect(xml).not.toContain('A. Coder');
    const source = project.sources.find(({ name }) => name === 'Statement on detainers');
    const text = [...new TextDecoder().decode(files[`sources/${source?.plainTextPath?.slice('internal://'.length)}`])];
    for (const { place, name } of source?.selections ?? []) {
      if (place.kind !== 'text') throw new Error('It is not a place in a text.');
      expect(text.slice(place.start, place.end).join('').replace(/\s+/g, ' ')).toBe(name);
    }
    expect(source?.selections.length).toBeGreaterThan(4);
  });
});
