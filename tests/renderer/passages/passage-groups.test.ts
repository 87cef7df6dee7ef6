import { describe, expect, it } from 'vitest';
import { layRows, nameGroups } from '../../../renderer/passages/passage-groups.ts';
import type { PassageGrouping } from '../../../renderer/passages/passages-filter.ts';

const AGENCIES = new Map([
  ['b', { name: 'Bravo' }],
  ['a', { name: 'Alpha' }],
]);
const STANCES = new Map([
  ['supports', { name: 'supports' }],
  ['opposes', { name: 'opposes' }],
]);
const TOPICS = new Map([
  ['t2', 'Detainers'],
  ['t1', 'Detainers / Jail access'],
]);
const NAMES = { agencies: AGENCIES, stances: STANCES, topics: TOPICS };
const group = (key: string, title: string | null, ...ids: string[]) => ({ key, title, ids });
const named = (by: PassageGrouping, ...groups: ReturnType<typeof group>[]) =>
  nameGroups(groups, by, NAMES).map(({ title, ids }) => [title, ...ids]);

describe('nameGroups', () => {
  it('keeps documents as they come', () => {
    expect(named('document', group('d2', 'Second', '1', '3'), group('d1', 'First', '2'))).toEqual([
      ['Second', '1', '3'],
      ['First', '2'],
    ]);
  });

  it('puts agencies in order of their names, unknown ones among them, passages without one last', () => {
    const groups = [group('', null, '2'), group('b', null, '1', '3'), group('gone', null, '4'), group('a', null, '3')];
    expect(named('agency', ...groups)).toEqual([
      ['Alpha', '3'],
      ['Bravo', '1', '3'],
      ['Unknown', '4'],
      ['Not coded yet', '2'],
    ]);
  });

  it("keeps stances in the codebook's order", () => {
    expect(named('stance', group('', null, '2'), group('opposes', null, '1'), group('supports', null, '3'))).toEqual([
      ['supports', '3'],
      ['opposes', '1'],
      ['Not coded yet', '2'],
    ]);
  });
});

describe('nameGroups by other things', () => {
  it('names topics by their path in the order of the tree, and what was not said last', () => {
    expect(named('topic', group('', null, '2'), group('t1', null, '1'), group('t2', null, '3'))).toEqual([
      ['Detainers', '3'],
      ['Detainers / Jail access', '1'],
      ['Without a topic', '2'],
    ]);
    expect(
      named('voice', group('', null, '2'), group('spokesperson', null, '1'), group('own-document', null, '3')),
    ).toEqual([
      ['Own document', '3'],
      ['Spokesperson', '1'],
      ['Not said', '2'],
    ]);
    expect(named('review', group('reviewed', null, '2'), group('coded', null, '1')).map(([title]) => title)).toEqual([
      'Coded',
      'Reviewed',
    ]);
    expect(named('coder', group('B. Coder', null, '2'), group('A. Coder', null, '1')).map(([title]) => title)).toEqual([
      'A. Coder',
      'B. Coder',
    ]);
  });
});

describe('layRows', () => {
  it('puts a heading over each group and gives a passage in two groups two keys', () => {
    const rows = layRows(nameGroups([group('a', null, '3'), group('b', null, '1', '3')], 'agency', NAMES));
    expect(rows.map((row) => row.key)).toEqual(['heading a', 'a 3', 'heading b', 'b 1', 'b 3']);
    expect(rows.map((row) => row.kind === 'passage' && row.id)).toEqual([false, '3', false, '1', '3']);
  });
});
