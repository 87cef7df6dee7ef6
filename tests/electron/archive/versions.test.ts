import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlacementView } from '../../../shared/contract/versions.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const FIRST = `Statement of the City

The City supports the bill as reported. It thanks the committee for its work on this matter.

The Mayor strongly opposes section 12, because it would delay help to those who need it most.

The officers of the City will not take part in the operation.

Questions may be sent to the office of the Mayor.`;

const SECOND = `Statement of the City, revised

The City supports the bill as reported. It thanks the committee for its work on this matter.

The Mayor opposes section 12, because it would delay help to those who need it most.

Questions may be sent to the office of the Mayor, or to the Clerk.`;

const SUPPORT = 'It thanks the committee for its work on this matter.';
const OPPOSE = 'The Mayor strongly opposes section 12';
const REFUSE = 'The officers of the City will not take part in the operation.';

let archive: TempArchive;

beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

/** Two documents, three passages on the first, one on the second; ids of all. */
async function twoDocuments() {
  const [first = '', second = ''] = await archive.importTexts({ 'first.txt': FIRST, 'second.txt': SECOND });
  const mark = async (documentId: string, quote: string) =>
    (await archive.call('passage.add', { documentId, quote, codings: [{ agency: 'City', stance: 'S' }] })).id;
  const support = await mark(first, SUPPORT);
  const oppose = await mark(first, OPPOSE);
  const refuse = await mark(first, REFUSE);
  const own = await mark(second, 'or to the Clerk');
  return { first, second, support, oppose, refuse, own };
}

const outcomes = (placements: readonly PlacementView[]) =>
  Object.fromEntries(placements.map(({ passageId, placement }) => [passageId, placement.outcome]));

/** Everything a person sees of an archive, for comparing before and after. */
async function everything() {
  return {
    documents: await archive.call('document.list', {}),
    passages: await archive.call('passage.list', {}),
    briefings: await archive.call('briefing.list', {}),
    search: await archive.call('search.query', { query: 'operation' }),
  };
}

describe('version.join', () => {
  it('makes a document the newest version of another one and carries its passages', async () => {
    const { first, second, support, oppose, refuse, own } = await twoDocuments();
    const joined = await archive.call('version.join', { id: second, into: first });
    expect(joined.versions.map(({ number, fileName }) => [number, fileName])).toEqual([
      [1, 'first.txt'],
      [2, 'second.txt'],
    ]);
    const { placements } = await archive.call('version.placements', { documentId: first });
    expect(outcomes(placements)).toEqual({ [support]: 'anchored', [oppose]: 'moved', [refuse]: 'lost' });
    expect(placements.find(({ passageId }) => passageId === oppose)).toMatchObject({
      version: 1,
      quote: OPPOSE,
      surroundings: { after: expect.stringContaining(', because it would delay help') },
      placement: { version: 2, quote: 'The Mayor opposes section 12', decision: null },
      newSurroundings: { after: expect.stringContaining(', because it would delay help') },
    });
    expect(await archive.call('passage.get', { id: own })).toMatchObject({ documentId: first, version: 2 });
    await expect(archive.call('document.get', { id: second })).rejects.toMatchObject({ code: 'not-found' });
    expect(await archive.call('document.list', {})).toMatchObject([{ id: first, versionCount: 2, passageCount: 4 }]);
    expect(await archive.call('document.text', { id: first, version: 1 })).toBe(FIRST);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true, originals: 2, passages: 4 });
  });

  it('is one step that can be undone and redone, and survives reopening at each', async () => {
    const { first, second } = await twoDocuments();
    const before = await everything();
    await archive.call('version.join', { id: second, into: first });
    const after = await everything();
    await archive.call('history.undo', {});
    expect(await everything()).toEqual(before);
    await archive.call('history.redo', {});
    expect(await everything()).toEqual(after);
    await archive.call('history.undo', {});
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
    await archive.session.close();
    const again = archive.reopen();
    await again.call('archive.open', { directory: archive.directory });
    expect(await again.call('passage.list', {})).toEqual(before.passages);
    await again.call('version.join', { id: second, into: first });
    await again.session.close();
    const last = archive.reopen();
    await last.call('archive.open', { directory: archive.directory });
    expect((await last.call('passage.list', {})).passages.map(({ documentId }) => documentId)).toEqual(
      Array(4).fill(first),
    );
    expect(await last.call('archive.verify', {})).toMatchObject({ ok: true });
    await last.session.close();
  });

  it('keeps briefings that name its passages, and makes filters name the document that stays', async () => {
    const { first, second, own } = await twoDocuments();
    const byHand = await archive.call('briefing.create', {
      title: 'By hand',
      include: [own],
      filter: { text: 'no such words' },
    });
    const byFilter = await archive.call('briefing.create', {
      title: 'By filter',
      filter: { documentIds: [second, first] },
    });
    await archive.call('version.join', { id: second, into: first });
    const shown = async (id: string) =>
      (await archive.call('briefing.preview', { id })).passages.map((passage) => passage.id);
    expect(await shown(byHand.id)).toEqual([own]);
    expect(await shown(byFilter.id)).toHaveLength(4);
    expect((await archive.call('briefing.get', { id: byFilter.id })).filter.documentIds).toEqual([first]);
  });

  it('keeps what the newer document says of itself', async () => {
    const { first, second } = await twoDocuments();
    await archive.call('document.update', { id: first, dateIssued: '2026-02-01', notes: 'Seen in the archive.' });
    await archive.call('document.update', {
      id: second,
      title: 'Revised statement',
      dateIssued: '2026-03-01',
      author: 'The Mayor',
      notes: 'Came by post.',
    });
    const joined = await archive.call('version.join', { id: second, into: first });
    expect(joined).toMatchObject({ title: 'first', dateIssued: '2026-02-01', author: 'The Mayor' });
    expect(joined.notes).toBe(
      'Seen in the archive.\n\nVersion 2: “Revised statement”, issued 2026-03-01.\n\nCame by post.',
    );
  });

  it('refuses to join a document with itself or with one in the trash', async () => {
    const { first, second } = await twoDocuments();
    await expect(archive.call('version.join', { id: first, into: first })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await archive.call('document.trash', { ids: [second] });
    await expect(archive.call('version.join', { id: second, into: first })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('version.decide', () => {
  async function joined() {
    const made = await twoDocuments();
    await archive.call('version.join', { id: made.second, into: made.first });
    return made;
  }

  it('accepts or rejects several places at once, in one event', async () => {
    const { first, oppose, refuse } = await joined();
    const decided = await archive.call('version.decide', {
      passageIds: [oppose, refuse],
      version: 2,
      decision: 'accept',
    });
    expect(decided.map(({ placement }) => [placement.outcome, placement.decision])).toEqual([
      ['moved', 'accepted'],
      ['lost', 'accepted'],
    ]);
    await archive.call('version.decide', { passageIds: [oppose], version: 2, decision: 'reject' });
    const places = async () =>
      (await archive.call('version.placements', { documentId: first })).placements.map(
        ({ placement }) => placement.decision,
      );
    expect(await places()).toEqual([null, 'rejected', 'accepted']);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await places()).toEqual([null, null, null]);
  });

  it('says in the log what was decided, about which words of which document', async () => {
    const { first, oppose, refuse } = await joined();
    const { title } = await archive.call('document.get', { id: first });
    const quoteOf = async (id: string) => {
      const { quote } = await archive.call('passage.get', { id });
      return quote.length <= 60 ? quote : `${quote.slice(0, 57)}…`;
    };
    const label = async (passageIds: string[], decision: 'accept' | 'reject') => {
      await archive.call('version.decide', { passageIds, version: 2, decision });
      return (await archive.call('history.list', { limit: 1 }))[0]?.label;
    };
    const where = `in version 2 of “${title}”`;
    expect(await label([refuse], 'accept')).toBe(`Accept that “${await quoteOf(refuse)}” is gone ${where}`);
    expect(await label([oppose], 'reject')).toBe(`Reject the new place of “${await quoteOf(oppose)}” ${where}`);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await label([oppose, refuse], 'accept')).toBe(
      `Accept the new place of 1 passage and that 1 passage is gone ${where}`,
    );
  });

  it('refuses what there is nothing to decide about, and then changes nothing', async () => {
    const { support, oppose, refuse, own } = await joined();
    const decide = (passageIds: string[], decision: 'accept' | 'reject' = 'accept') =>
      archive.call('version.decide', { passageIds, version: 2, decision });
    await expect(decide([oppose, support])).rejects.toMatchObject({ code: 'conflict' });
    await expect(decide([refuse], 'reject')).rejects.toMatchObject({ code: 'conflict' });
    await expect(decide([own])).rejects.toMatchObject({ code: 'not-found' });
    expect((await archive.call('passage.get', { id: oppose })).placements?.[0]?.decision).toBeNull();
  });

  it('stays when the version is carried again', async () => {
    const { first, oppose } = await joined();
    await archive.call('version.decide', { passageIds: [oppose], version: 2, decision: 'accept' });
    const { placements } = await archive.call('version.recarry', { documentId: first });
    expect(placements.map(({ placement }) => placement.decision)).toEqual([null, 'accepted', null]);
  });

  it('stays also where it says that the passage is gone', async () => {
    const { first, refuse } = await joined();
    await archive.call('version.decide', { passageIds: [refuse], version: 2, decision: 'accept' });
    const { placements } = await archive.call('version.recarry', { documentId: first });
    expect(placements.map(({ placement }) => placement.decision)).toEqual([null, null, 'accepted']);
  });
});

describe('passage.add', () => {
  it('carries a passage that is marked on an older version', async () => {
    const { first, second } = await twoDocuments();
    await archive.call('version.join', { id: second, into: first });
    const passage = await archive.call('passage.add', {
      documentId: first,
      version: 1,
      quote: 'It thanks the committee',
    });
    expect(passage.placements).toMatchObject([{ version: 2, outcome: 'anchored', quote: 'It thanks the committee' }]);
  });
});

describe('version.compare', () => {
  it('names the changes, the passages they touch and the briefings that use them', async () => {
    const { first, second, oppose, refuse, own } = await twoDocuments();
    await archive.call('version.join', { id: second, into: first });
    const { id } = await archive.call('briefing.create', {
      title: 'Refusals',
      include: [refuse],
      filter: { text: 'no such words' },
    });
    const compared = await archive.call('version.compare', { documentId: first, from: 1, to: 2 });
    expect(
      compared.segments
        .filter(({ kind }) => kind !== 'equal')
        .map(({ kind, words, passageIds }) => [kind, words?.trim(), passageIds]),
    ).toEqual([
      ['insert', ', revised', []],
      ['delete', 'strongly', [oppose]],
      ['delete', REFUSE, [refuse]],
      ['insert', ', or to the Clerk', [own]],
    ]);
    expect(compared.counts).toEqual({ inserted: 5, deleted: 13, moved: 0 });
    expect(compared.touched.map(({ passageId, briefings }) => [passageId, briefings])).toEqual([
      [oppose, []],
      [refuse, [{ id, title: 'Refusals' }]],
      [own, []],
    ]);
  });

  it('refuses a version that is not there, and one beside itself', async () => {
    const { first } = await twoDocuments();
    await expect(archive.call('version.compare', { documentId: first, from: 1, to: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(archive.call('version.compare', { documentId: first, from: 1, to: 1 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('document.withdraw', () => {
  it('notes with date and source that a statement was rescinded, until it is taken back', async () => {
    const { first } = await twoDocuments();
    const withdrawal = {
      status: 'rescinded',
      date: '2026-02-03',
      source: 'Council minutes of 3 February 2026',
    } as const;
    expect(await archive.call('document.withdraw', { id: first, ...withdrawal })).toMatchObject({ withdrawal });
    expect((await archive.call('document.list', {})).find(({ id }) => id === first)?.withdrawal).toEqual(withdrawal);
    expect(await archive.call('document.unwithdraw', { id: first })).not.toHaveProperty('withdrawal');
    await archive.call('history.undo', {});
    expect((await archive.call('document.get', { id: first })).withdrawal).toEqual(withdrawal);
  });
});
