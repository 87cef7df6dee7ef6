import { describe, expect, it } from 'vitest';
import { layRows, nameGroups } from '../../../renderer/passages/passage-groups.ts';

const AGENCIES = new Map([
  ['b', { name: 'Bravo' }],
  ['a', { name: 'Alpha' }],
]);
const STANCES = new Map([
  ['supports', { name: 'supports' }],
  ['opposes', { name: 'opposes' }],
]);
const group = (key: string, title: string | null, ...ids: string[]) => ({ key, title, ids });
const named = (by: 'document' | 'agency' | 'stance', ...groups: ReturnType<typeof group>[]) =>
  nameGroups(groups, by, AGENCIES, STANCES).map(({ title, ids }) => [title, ...ids]);

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

describe('layRows', () => {
  it('puts a heading over each group and gives a passage in two groups two keys', () => {
    const rows = layRows(nameGroups([group('a', null, '3'), group('b', null, '1', '3')], 'agency', AGENCIES, STANCES));
    expect(rows.map((row) => row.key)).toEqual(['heading a', 'a 3', 'heading b', 'b 1', 'b 3']);
    expect(rows.map((row) => row.kind === 'passage' && row.id)).toEqual([false, '3', false, '1', '3']);
  });
});
