import { describe, expect, it } from 'vitest';
import { groupPassages } from '../../../renderer/passages/passage-groups.ts';
import { aCoding, aPassage } from '../support.ts';

const AGENCIES = new Map([
  ['b', { name: 'Bravo' }],
  ['a', { name: 'Alpha' }],
]);
const STANCES = new Map([
  ['supports', { name: 'supports' }],
  ['opposes', { name: 'opposes' }],
]);
const PASSAGES = [
  aPassage({ id: '1', documentId: 'd2', documentTitle: 'Second', codings: [aCoding('b', 'opposes')] }),
  aPassage({ id: '2', documentId: 'd1', documentTitle: 'First' }),
  aPassage({
    id: '3',
    documentId: 'd2',
    documentTitle: 'Second',
    codings: [aCoding('b', 'supports'), aCoding('a', 'opposes')],
  }),
];
const groups = (by: 'document' | 'agency' | 'stance') =>
  groupPassages(PASSAGES, by, AGENCIES, STANCES).map((group) => [group.title, ...group.passages.map((one) => one.id)]);

describe('groupPassages', () => {
  it('keeps documents in the order of the list', () => {
    expect(groups('document')).toEqual([
      ['Second', '1', '3'],
      ['First', '2'],
    ]);
  });

  it('puts a passage under every agency it is coded for, uncoded ones last', () => {
    expect(groups('agency')).toEqual([
      ['Alpha', '3'],
      ['Bravo', '1', '3'],
      ['Not coded yet', '2'],
    ]);
  });

  it("keeps stances in the codebook's order", () => {
    expect(groups('stance')).toEqual([
      ['supports', '3'],
      ['opposes', '1', '3'],
      ['Not coded yet', '2'],
    ]);
  });
});
