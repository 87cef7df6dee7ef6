import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../shared/contract.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const TEXT = 'The sheriff declines detainers. The sheriff helps with warrants. The city pays for nothing at all.';

let archive: TempArchive;
let document: string;
let coder: string;
beforeEach(async () => {
  coder = 'First Coder';
  archive = await createTempArchive({ coder: () => coder });
  [document = ''] = await archive.importTexts({ 'a.txt': TEXT });
});
afterEach(() => archive.dispose());

type Codings = NonNullable<MethodInput<'passage.add'>['codings']>;
const mark = (quote: string, codings: Codings = []) =>
  archive.call('passage.add', { documentId: document, quote, codings });

describe('who made a coding', () => {
  const said: Codings = [{ agency: 'Sheriff', stance: '1', voice: 'spokesperson' }];
  const otherwise: Codings = [{ agency: 'Sheriff', stance: '1', voice: 'own-document' }];

  it.each(['passage.code', 'passage.recode'] as const)('is who changed it last, by %s', async (method) => {
    const passage = await mark('The sheriff helps', said);
    coder = 'Second Coder';
    const [same] = await archive.call(method, { ids: [passage.id], codings: said });
    expect(same?.codings).toEqual(passage.codings);
    const [changed] = await archive.call(method, { ids: [passage.id], codings: otherwise });
    expect(changed?.codings).toMatchObject([
      { id: passage.codings[0]?.id, voice: 'own-document', coder: 'Second Coder', codedAt: changed?.updatedAt },
    ]);
  });

  it('is who changed it last, by all the codings of a passage', async () => {
    const passage = await mark('The sheriff helps', [...said, { agency: 'City', stance: '2' }]);
    coder = 'Second Coder';
    const { id } = passage;
    const { codings } = await archive.call('passage.update', {
      id,
      codings: [...otherwise, { agency: 'City', stance: '2' }],
    });
    expect(codings.map((coding) => coding.coder)).toEqual(['Second Coder', 'First Coder']);
    expect(codings[1]).toEqual(passage.codings[1]);
  });
});

describe('codings that become one', () => {
  const lastEvent = async () => (await archive.call('history.list', { limit: 1 }))[0];
  /** Marks two overlapping stretches, each with its coding, and merges them. */
  async function merge(first: Partial<Codings[number]>, second: Partial<Codings[number]>) {
    const one = await mark('The sheriff helps', [{ agency: 'Sheriff', stance: '1', ...first }]);
    const two = await mark('helps with warrants', [{ agency: 'Sheriff', stance: '1', ...second }]);
    const { codings } = await archive.call('passage.merge', { ids: [one.id, two.id] });
    return { codings, one: one.codings[0], two: two.codings[0], event: await lastEvent() };
  }

  it('are the one that says more, whichever came first', async () => {
    const { codings, two, event } = await merge(
      { voice: 'spokesperson' },
      { voice: 'spokesperson', certainty: 'doubtful' },
    );
    expect(codings).toEqual([two]);
    expect(event?.label).not.toContain('gave way');
    const other = await merge({ certainty: 'doubtful' }, {});
    expect(other.codings).toEqual([other.one]);
  });

  it('are the newer one where each says otherwise, and the history tells of it', async () => {
    const { codings, one, two, event } = await merge({ voice: 'spokesperson' }, { voice: 'own-document' });
    expect(codings).toEqual([two]);
    expect(event?.label).toMatch(
      /^Merge 2 passages into .* \(1 coding gave way to a newer one of other voice or certainty\)$/,
    );
    expect(event?.detail).toMatchObject({ overruledCodings: [one?.id] });
  });

  it('are told of too where topics or agencies are merged', async () => {
    await mark('The sheriff helps', [
      { agency: 'Sheriff', stance: '1', topic: 'Jail', voice: 'spokesperson' },
      { agency: 'Sheriff', stance: '1', topic: 'Jails', certainty: 'doubtful' },
      { agency: 'County Sheriff', stance: '1', topic: 'Jail', voice: 'own-document' },
    ]);
    const { topics, agencies } = await archive.call('codebook.get', {});
    const idOf = (named: readonly { readonly id: string; readonly name: string }[], name: string) =>
      named.find((each) => each.name === name)?.id ?? '';
    await archive.call('topic.merge', { from: idOf(topics, 'Jails'), into: idOf(topics, 'Jail') });
    expect((await lastEvent())?.label).toContain('1 coding gave way');
    await archive.call('agency.merge', { from: idOf(agencies, 'County Sheriff'), into: idOf(agencies, 'Sheriff') });
    expect((await lastEvent())?.label).toContain('1 coding gave way');
  });
});

describe('changing what codings say', () => {
  const two: Codings = [
    { agency: 'Sheriff', stance: '1', topic: 'Jail', voice: 'spokesperson' },
    { agency: 'City', stance: '2' },
  ];

  it('keeps each of several changes made at once to one coding', async () => {
    const { id, codings } = await mark('The sheriff helps', two);
    const codingIds = [codings[0]?.id ?? ''];
    coder = 'Second Coder';
    await Promise.all([
      archive.call('passage.changeCoding', { id, codingIds, agency: 'New Agency', stance: '4' }),
      archive.call('passage.changeCoding', { id, codingIds, topic: null, certainty: 'doubtful' }),
      archive.call('passage.changeCoding', { id, codingIds, voice: null }),
    ]);
    const after = (await archive.call('passage.get', { id })).codings;
    const { agencies, stances } = await archive.call('codebook.get', {});
    expect(after).toEqual([
      {
        id: codingIds[0],
        agencyId: agencies.find(({ name }) => name === 'New Agency')?.id,
        stanceId: stances.find(({ digit }) => digit === 4)?.id,
        certainty: 'doubtful',
        coder: 'Second Coder',
        codedAt: expect.any(String),
      },
      codings[1],
    ]);
  });

  it('changes all where none is named, and is nothing where nothing changes', async () => {
    const { id, codings } = await mark('The sheriff helps', two);
    const changed = await archive.call('passage.changeCoding', { id, voice: 'own-document' });
    expect(changed.codings.map((coding) => [coding.id, coding.voice])).toEqual(
      codings.map((coding) => [coding.id, 'own-document']),
    );
    const events = (await archive.call('archive.status', {}))?.counts.events;
    expect(await archive.call('passage.changeCoding', { id, voice: 'own-document' })).toEqual(changed);
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
    await archive.call('history.undo', {});
    expect((await archive.call('passage.get', { id })).codings).toEqual(codings);
  });

  it('makes one of two that then say the same, and refuses a coding that is not there', async () => {
    const { id, codings } = await mark('The sheriff helps', two);
    const codingIds = [codings[1]?.id ?? ''];
    const { codings: left } = await archive.call('passage.changeCoding', {
      id,
      codingIds,
      agency: 'Sheriff',
      stance: '1',
      topic: 'Jail',
    });
    expect(left).toEqual([codings[0]]);
    await expect(archive.call('passage.changeCoding', { id, codingIds, stance: '3' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
