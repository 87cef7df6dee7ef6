import { describe, expect, it } from 'vitest';
import {
  agenciesByUse,
  chooseAgency,
  chooseStance,
  draftCodings,
  EMPTY_DRAFT as EMPTY,
  lastDraft,
  rememberedAgency,
  stanceOfDigit,
  submitDraft,
  withLater,
} from '../../../renderer/reader/coding-draft.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import type { Coding } from '../../../shared/domain/passage.ts';
import { anAgency, aStance } from '../support.ts';

function aCoding(agencyId: string, stanceId: string, codedAt = '2026-01-01T00:00:00.000Z'): Coding {
  return { id: `${agencyId}-${stanceId}`, agencyId, stanceId, coder: '', codedAt };
}

describe('the steps of a draft', () => {
  it('keeps what was changed before a step was shown', () => {
    const before = { ...EMPTY, agency: 'fbi' };
    const { draft: next } = chooseStance(before, 'opposes');
    expect(withLater(next, before, before)).toEqual(next);
    expect(withLater(next, before, { ...before, note: 'Why', topic: 'tax' })).toEqual({
      ...next,
      note: 'Why',
      topic: 'tax',
    });
    expect(withLater(next, before, { ...before, stanceId: 'supports' }).stanceId).toBe('supports');
  });

  it('saves at a digit if the agency is known', () => {
    expect(chooseStance({ ...EMPTY, agency: 'fbi' }, 'opposes')).toEqual({
      draft: { ...EMPTY, agency: 'fbi', stanceId: 'opposes' },
      outcome: 'save',
    });
  });

  it('asks for the agency at a digit if it is not, and saves once it is given', () => {
    const { draft, outcome } = chooseStance(EMPTY, 'opposes');
    expect(outcome).toBe('ask-agency');
    expect(chooseAgency(draft, 'New Agency')).toEqual({
      draft: { ...EMPTY, agency: 'New Agency', stanceId: 'opposes' },
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
    expect(submitDraft(draft, EMPTY, null).outcome).toBe(outcome);
  });

  it('repeats the last coding at Enter only where nothing was chosen', () => {
    const begun = { ...EMPTY, agency: 'fbi' };
    const last = { ...EMPTY, agency: 'fbi', stanceId: 'opposes', voice: 'spokesperson' as const };
    expect(submitDraft(begun, begun, last)).toEqual({ draft: last, outcome: 'save' });
    expect(submitDraft(EMPTY, EMPTY, last)).toEqual({ draft: last, outcome: 'save' });
    for (const touched of [
      { agency: 'dea' },
      { topic: 'jails' },
      { voice: 'spokesperson' as const },
      { certainty: 'doubtful' as const },
    ]) {
      expect(submitDraft({ ...begun, ...touched }, begun, last).outcome).toBe('ask-stance');
    }
    expect(submitDraft({ ...begun, note: 'Why' }, begun, last)).toEqual({
      draft: { ...begun, note: 'Why' },
      outcome: 'save',
    });
  });

  it('never codes for another agency than the one shown at Enter', () => {
    const begun = { ...EMPTY, agency: 'omb' };
    const last = { ...EMPTY, agency: 'fbi', stanceId: 'opposes' };
    expect(submitDraft(begun, begun, last)).toEqual({ draft: begun, outcome: 'ask-stance' });
  });

  it('asks for the stance when an agency is chosen first', () => {
    expect(chooseAgency(EMPTY, 'fbi').outcome).toBe('ask-stance');
    expect(chooseAgency({ ...EMPTY, agency: 'fbi' }, null).outcome).toBe('none');
  });
});

describe('codings', () => {
  it('are none for a highlight', () => {
    expect(draftCodings({ ...EMPTY, agency: 'fbi' })).toEqual([]);
  });

  it('leave out what was not said', () => {
    const whole = { ...EMPTY, agency: 'fbi', stanceId: 's' };
    expect(draftCodings(whole)).toEqual([{ agency: 'fbi', stance: 's' }]);
    expect(draftCodings({ ...whole, topic: 'A / B', voice: 'own-document', certainty: 'probable' })).toEqual([
      { agency: 'fbi', stance: 's', topic: 'A / B', voice: 'own-document', certainty: 'probable' },
    ]);
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

  it('is that of the coding made last, else that of the newest coding, else the issuer', () => {
    expect(rememberedAgency(aCoding('made', 's'), passages, 'issuer')).toBe('made');
    expect(rememberedAgency(null, passages, 'issuer')).toBe('new');
    expect(rememberedAgency(null, [], 'issuer')).toBe('issuer');
    expect(rememberedAgency(null, [], null)).toBeNull();
  });
});

describe('the same as last', () => {
  const codebook: Codebook = { agencies: [anAgency({ id: 'fbi' })], stances: [aStance({ id: 's' })], topics: [] };
  const here = { ...aCoding('fbi', 's'), voice: 'spokesperson' as const, certainty: 'doubtful' as const };

  it('is the coding made last here, without how certain it was', () => {
    expect(lastDraft({ here, anywhere: aCoding('dea', 's') }, [], codebook)).toEqual({
      ...EMPTY,
      agency: 'fbi',
      stanceId: 's',
      voice: 'spokesperson',
    });
  });

  it('is the newest one of the document before any was made, and none from elsewhere comes before it', () => {
    const passages = [{ codings: [aCoding('fbi', 's')] }];
    expect(lastDraft({ here: null, anywhere: aCoding('dea', 's') }, passages, codebook)?.agency).toBe('fbi');
  });

  it.each([
    ['an agency', aCoding('gone', 's')],
    ['a stance', aCoding('fbi', 'gone')],
  ])('is nothing for %s that the codebook has no more', (_name, coding) => {
    expect(lastDraft({ here: coding, anywhere: null }, [], codebook)).toBeNull();
  });

  it('leaves out a topic that the codebook has no more', () => {
    expect(lastDraft({ here: { ...here, topicId: 'gone' }, anywhere: null }, [], codebook)?.topic).toBeNull();
  });
});

describe('agenciesByUse', () => {
  it('names those coded last first, each once', () => {
    const passages = [
      { codings: [aCoding('old', 's', '2026-01-01T00:00:00.000Z'), aCoding('new', 's', '2026-03-01T00:00:00.000Z')] },
      { codings: [aCoding('old', 't', '2026-02-01T00:00:00.000Z')] },
    ];
    expect(agenciesByUse(passages)).toEqual(['new', 'old']);
  });
});
