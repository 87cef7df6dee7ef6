import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let documentId: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [documentId = ''] = await archive.importTexts({ 'a.txt': 'Alpha bravo charlie delta echo foxtrot.' });
});
afterEach(() => archive.dispose());

const code = (quote: string, ...codings: [string, string][]) =>
  archive.call('passage.add', {
    documentId,
    quote,
    codings: codings.map(([agency, stance]) => ({ agency, stance })),
  });
const lastEvent = async () => (await archive.call('history.list', { limit: 1 }))[0];
const cells = async () => {
  const { agencies, stances, cells: found } = await archive.call('position.matrix', {});
  return found.map(({ agencyId, stanceId, count }) => [
    agencies.find(({ id }) => id === agencyId)?.name,
    stances.find(({ id }) => id === stanceId)?.letter,
    count,
  ]);
};

describe('the codebook', () => {
  it('begins with seven stances that differ in name, letter, digit and colour', async () => {
    const { stances } = await archive.call('codebook.get', {});
    expect(stances.map(({ name, digit, polarity }) => [name, digit, polarity])).toEqual([
      ['supports', 1, 2],
      ['supports with conditions', 2, 1],
      ['neutral / no position', 3, 0],
      ['declines to participate', 4, -1],
      ['opposes', 5, -2],
      ['threatens or compels', 6, null],
      ['silent', 7, null],
    ]);
    expect(new Set(stances.map(({ letter }) => letter)).size).toBe(7);
    expect(new Set(stances.map(({ color }) => color)).size).toBe(7);
  });

  it.each([
    ['LVMPD', 'municipal', 'Las Vegas Metropolitan Police Department'],
    ['CCSO', 'county', 'Clark County Sheriff’s Office'],
    ['DOJ', 'federal', 'U.S. Department of Justice'],
    ['Gov', 'state', 'Office of the Governor'],
    ['Other', 'other', 'League of Somewhere'],
  ])(
    'makes an agency in the event that first names it, and finds it by alias and case (%s: %s)',
    async (alias, level, name) => {
      await code('Alpha', [name, 'supports'], [` ${name.toUpperCase()} `, '5']);
      expect(await lastEvent()).toMatchObject({ type: 'passage.add', changeCount: 2 });
      const [agency] = (await archive.call('codebook.get', {})).agencies;
      expect(agency).toMatchObject({ name, level });
      await archive.call('agency.update', { id: agency?.id ?? '', aliases: [alias] });
      await code('bravo', [alias.toLowerCase(), 'D']);
      expect((await archive.call('codebook.get', {})).agencies).toHaveLength(1);
      expect(await cells()).toEqual(
        expect.arrayContaining([
          [name, 'S', 1],
          [name, 'O', 1],
          [name, 'D', 1],
        ]),
      );
    },
  );

  it.each([
    ['opposes', 'opposes'],
    ['OPP', 'opposes'],
    ['sc', 'supports with conditions'],
    ['supports', 'supports'],
    ['4', 'declines to participate'],
  ])('finds the stance %s as %s', async (ref, name) => {
    const { codings } = await code('Alpha', ['FBI', ref]);
    const { stances } = await archive.call('codebook.get', {});
    expect(stances.find(({ id }) => id === codings[0]?.stanceId)?.name).toBe(name);
  });

  it('lists the stances when none fits', async () => {
    await expect(code('Alpha', ['FBI', 'maybe'])).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('opposes (O, 5)'),
    });
    expect((await archive.call('codebook.get', {})).agencies).toEqual([]);
  });

  it('refuses names, aliases, letters and digits that are taken, naming the other', async () => {
    const { id } = await archive.call('agency.add', { name: 'FBI', aliases: ['Bureau'] });
    await expect(archive.call('agency.add', { name: 'bureau ' })).rejects.toMatchObject({
      code: 'conflict',
      details: { id, name: 'FBI' },
    });
    for (const fields of [{ letter: 's' }, { digit: 1 }]) {
      await expect(archive.call('stance.add', { name: 'other', ...fields })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('supports'),
      });
    }
    await expect(archive.call('stance.add', { name: 'Supports' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await archive.call('stance.add', { name: 'Seeks delay' })).toMatchObject({
      letter: 'SE',
      digit: 8,
      order: 8,
    });
    await expect(archive.call('agency.update', { id, parentId: id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('merges agencies everywhere in one event that undo takes back', async () => {
    const { codings } = await code('Alpha', ['FBI', '1'], ['Bureau', '1'], ['Bureau', '5']);
    await code('bravo', ['Bureau', '5']);
    const [into = '', from = ''] = codings.map(({ agencyId }) => agencyId);
    await archive.call('document.update', { id: documentId, issuerId: from });
    await archive.call('agency.add', { name: 'Field office', parentId: from });
    const briefing = await archive.call('briefing.create', { title: 'B', filter: { agencyIds: [from] } });
    await archive.call('document.trash', { ids: [documentId] });
    const before = await archive.call('codebook.get', {});
    const merged = await archive.call('agency.merge', { from, into });
    expect(merged).toMatchObject({ name: 'FBI', aliases: ['Bureau'] });
    expect(await lastEvent()).toMatchObject({ type: 'agency.merge', changeCount: 7 });
    expect((await archive.call('document.restore', { ids: [documentId] }))[0]?.issuerId).toBe(into);
    expect(await cells()).toEqual(
      expect.arrayContaining([
        ['FBI', 'S', 1],
        ['FBI', 'O', 2],
      ]),
    );
    expect((await archive.call('briefing.get', { id: briefing.id })).filter.agencyIds).toEqual([into]);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await archive.call('codebook.get', {})).toEqual(before);
    expect((await archive.call('briefing.get', { id: briefing.id })).filter.agencyIds).toEqual([from]);
  });

  it('takes codings away with their agency or stance, and leaves the passages', async () => {
    const { codings } = await code('Alpha', ['FBI', '1'], ['DEA', '5']);
    await archive.call('agency.delete', { id: codings[0]?.agencyId ?? '' });
    expect(await cells()).toEqual([['DEA', 'O', 1]]);
    await archive.call('stance.delete', { id: codings[1]?.stanceId ?? '' });
    const { passages } = await archive.call('passage.list', {});
    expect(passages.map(({ quote, codings: left }) => [quote, left])).toEqual([['Alpha', []]]);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect((await archive.call('passage.list', {})).passages[0]?.codings).toEqual(codings);
  });

  it('keeps who coded what when when other codings change', async () => {
    const { id, codings } = await code('Alpha', ['FBI', '1'], ['DEA', '5']);
    const updated = await archive.call('passage.update', {
      id,
      codings: [
        { agency: 'DEA', stance: '5' },
        { agency: 'ATF', stance: '2' },
      ],
    });
    expect(updated.codings[0]).toEqual(codings[1]);
    expect(updated.codings).toHaveLength(2);
    const events = (await archive.call('archive.status', {}))?.counts.events;
    await archive.call('passage.update', {
      id,
      codings: [
        { agency: 'DEA', stance: 'opposes' },
        { agency: 'ATF', stance: '2' },
      ],
    });
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
  });
});
