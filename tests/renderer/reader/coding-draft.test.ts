import { describe, expect, it } from 'vitest';
import {
  chooseAgency,
  chooseStance,
  draftCodings,
  rememberedAgency,
  stanceOfDigit,
  submitDraft,
} from '../../../renderer/reader/coding-draft.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import type { Coding } from '../../../shared/domain/passage.ts';

const EMPTY = { agency: null, stanceId: null, note: '' };

function aCoding(agencyId: string, stanceId: string, codedAt = '2026-01-01T00:00:00.000Z'): Coding {
  return { id: `${agencyId}-${stanceId}`, agencyId, stanceId, coder: '', codedAt };
}

describe('the steps of a draft', () => {
  it('saves at a digit if the agency is known', () => {
    expect(chooseStance({ ...EMPTY, agency: 'fbi' }, 'opposes')).toEqual({
      draft: { agency: 'fbi', stanceId: 'opposes', note: '' },
      outcome: 'save',
    });
  });

  it('asks for the agency at a digit if it is not, and saves once it is given', () => {
    const { draft, outcome } = chooseStance(EMPTY, 'opposes');
    expect(outcome).toBe('ask-agency');
    expect(chooseAgency(draft, 'New Agency')).toEqual({
      draft: { agency: 'New Agency', stanceId: 'opposes', note: '' },
      outcome: 'save',
    });
  });

  it.each([
    ['nothing', EMPTY, 'ask-stance'],
    ['an agency alone', { ...EMPTY, agency: 'fbi' }, 'ask-stance'],
    ['a stance alone', { ...EMPTY, stanceId: 'opposes' }, 'ask-agency'],
    ['both', { ...EMPTY, agency: 'fbi', stanceId: 'opposes' }, 'save'],
    ['a note alone', { ...EMPTY, note: 'compare with 2019' }, 'save'],
  ] as const)('at Enter with %s', (_name, draft, outcome) => {
    expect(submitDraft(draft).outcome).toBe(outcome);
  });

  it('asks for the stance when an agency is chosen first', () => {
    expect(chooseAgency(EMPTY, 'fbi').outcome).toBe('ask-stance');
    expect(chooseAgency({ ...EMPTY, agency: 'fbi' }, null).outcome).toBe('none');
  });
});

describe('codings', () => {
  it('are none for a highlight', () => {
    expect(draftCodings({ agency: 'fbi', stanceId: null, note: '' })).toEqual([]);
  });
});

describe('stanceOfDigit', () => {
  const stance = { name: 'opposes', definition: '', polarity: -2, color: '#aa0000', letter: 'O', order: 0 };
  const codebook: Codebook = { agencies: [], stances: [{ ...stance, id: 'o', digit: 5 }], topics: [] };

  it.each([
    ['5', 'o'],
    ['6', null],
    ['0', null],
    ['F5', null],
  ])('%s means %s', (key, id) => {
    expect(stanceOfDigit(codebook, key)?.id ?? null).toBe(id);
  });
});

describe('rememberedAgency', () => {
  const passages = [
    { codings: [aCoding('old', 's', '2026-01-01T00:00:00.000Z')] },
    { codings: [aCoding('new', 's', '2026-03-01T00:00:00.000Z')] },
    { codings: [] },
  ];

  it('is the one chosen last, else that of the newest coding, else the issuer', () => {
    expect(rememberedAgency('chosen', passages, 'issuer')).toBe('chosen');
    expect(rememberedAgency(null, passages, 'issuer')).toBe('new');
    expect(rememberedAgency(null, [], 'issuer')).toBe('issuer');
    expect(rememberedAgency(null, [], null)).toBeNull();
  });
});
