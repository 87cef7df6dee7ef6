import { describe, expect, it } from 'vitest';
import { countsOf, orderUses, verdictWords } from '../../../renderer/exchange/check-words.ts';
import type { BriefingVerification, VerifiedUse } from '../../../shared/contract/verify-briefing.ts';

const use = (number: number, outcome: VerifiedUse['outcome']): VerifiedUse => ({
  ...{ useId: `u${number}`, number, outcome, expected: 'words', printed: 'words', difference: null, toldBy: 'mark' },
  ...{ reason: null, documentId: 'd', documentTitle: 'Memo', version: 1, sha256: '0'.repeat(64) },
});

const verification = (uses: readonly VerifiedUse[], change: Partial<BriefingVerification> = {}) => {
  const number = (outcome: VerifiedUse['outcome']) => uses.filter((one) => one.outcome === outcome).length;
  const counts = { found: number('found'), altered: number('altered'), missing: number('missing'), unknown: 0 };
  return {
    ...{ format: 'docx', fileName: 'b.docx', title: null, briefingId: null, against: 'archive' },
    ...{ ok: counts.altered + counts.missing === 0, counts, uses: [...uses], sources: [], unknown: [], remarks: [] },
    ...change,
  } as BriefingVerification;
};

describe('verdictWords', () => {
  it.each([
    ['all hold', [use(1, 'found'), use(2, 'found')], 'All 2 quotes hold'],
    ['one holds', [use(1, 'found')], 'The quote holds'],
    ['one was altered', [use(1, 'altered'), use(2, 'missing')], '1 quote was altered'],
    ['some are missing', [use(1, 'missing'), use(2, 'missing')], '2 quotes are missing'],
    ['none is there', [], 'No quote of Standpoint was found in this file'],
  ] as const)('says that %s', (_name, uses, words) => {
    expect(verdictWords(verification(uses))).toBe(words);
  });

  it('says that an original was replaced where the words hold', () => {
    const source = { documentId: 'd', version: 1, title: 'Memo', fileName: 'm.pdf', sha256: '0'.repeat(64) };
    const sources = [{ ...source, outcome: 'replaced' as const, reason: null }];
    expect(verdictWords(verification([use(1, 'found')], { ok: false, sources }))).toBe(
      'An original is not the one that was quoted',
    );
  });
});

describe('countsOf', () => {
  it('counts unknown quotations only where there are some', () => {
    const { counts } = verification([use(1, 'found'), use(2, 'altered')]);
    expect(countsOf({ counts })).toBe('1 found · 1 altered · 0 missing');
    expect(countsOf({ counts: { ...counts, unknown: 2 } })).toContain('2 quotations of unknown origin');
  });
});

describe('orderUses', () => {
  it('puts what was altered first, and what was found last or nowhere', () => {
    const uses = [use(1, 'found'), use(2, 'missing'), use(3, 'altered'), use(4, 'altered')];
    expect(orderUses(uses, false).map(({ number }) => number)).toEqual([3, 4, 2]);
    expect(orderUses(uses, true).map(({ number }) => number)).toEqual([3, 4, 2, 1]);
  });

  it('shows a quote that was found with a remark', () => {
    const uses = [use(1, 'found'), { ...use(2, 'found'), reason: 'Its ellipsis leaves out a condition.' }];
    expect(orderUses(uses, false).map(({ number }) => number)).toEqual([2]);
  });
});
