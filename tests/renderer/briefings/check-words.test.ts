import { describe, expect, it } from 'vitest';
import { abridgementWords, checkWords, fixityWords } from '../../../renderer/briefings/verification/check-words.ts';
import { QUOTE_STATUSES } from '../../../shared/domain/vocabulary.ts';

const QUOTE = 'We will not assist\nin civil enforcement unless a judge orders it.';

describe('abridgementWords', () => {
  it('says nothing of a quote printed whole, whatever its line breaks', () => {
    expect(abridgementWords(QUOTE, null)).toBeNull();
    expect(abridgementWords(QUOTE, 'We will not assist in civil enforcement unless a judge orders it.')).toBeNull();
  });

  it('tells a marked abridgement from one that is none', () => {
    expect(abridgementWords(QUOTE, '[They] will not assist … unless a judge orders it.')?.tone).toBe('good');
    expect(abridgementWords(QUOTE, 'We will not assist … unless a judge orders it.')?.words).not.toContain('author');
    const bad = abridgementWords(QUOTE, 'We will assist in civil enforcement.');
    expect(bad?.tone).toBe('bad');
    expect(bad?.words).toMatch(/no faithful abridgement/);
  });
});

describe('abridgementWords of a quote with words of its author', () => {
  it('says that no check vouches for them', () => {
    const found = abridgementWords(QUOTE, '[They] will not assist … unless a judge orders it.');
    expect(found?.words).toContain('The words in [ ] are the author’s: no check vouches for them.');
  });

  it('names the words that they took the place of', () => {
    const found = abridgementWords(QUOTE, 'We will not assist in civil [matters] unless a judge orders it.');
    expect(found?.tone).toBe('bad');
    expect(found?.words).toContain('“[matters]” stands in the place of “enforcement”');
    const named = abridgementWords('The Sheriff assists agents.', '[Smith] assists agents.');
    expect(named?.tone).toBe('doubtful');
    expect(named?.words).toContain('“[Smith]” stands where the source reads “The Sheriff”');
  });
});

describe('checkWords', () => {
  it('has words of its own for every result, and gives the reason', () => {
    const found = QUOTE_STATUSES.map((status) => checkWords({ status, reason: 'BECAUSE', start: 0, end: 1 }));
    expect(new Set(found.map(({ words }) => words)).size).toBe(QUOTE_STATUSES.length);
    expect(found.filter(({ words }) => words.includes('BECAUSE'))).toHaveLength(QUOTE_STATUSES.length - 1);
    expect(found.map(({ tone }) => tone)).toEqual(['good', 'good', 'doubtful', 'doubtful', 'bad']);
  });
});

describe('fixityWords', () => {
  const object = {
    ...{ sha256: '0'.repeat(64), documentId: 'd', version: 1, fileName: 'memo.pdf', byteLength: 1 },
    ...{ storedAt: '2026-02-02T09:00:00.000Z', isAlarm: false, dismissed: null },
  };

  it('claims nothing of bytes that were never hashed again', () => {
    expect(fixityWords(null).tone).toBe('unknown');
    expect(fixityWords({ ...object, checkedAt: null, outcome: null }).tone).toBe('unknown');
  });

  it('tells intact from altered', () => {
    const checkedAt = '2026-11-22T12:00:00.000Z';
    expect(fixityWords({ ...object, checkedAt, outcome: 'intact' }).tone).toBe('good');
    expect(fixityWords({ ...object, checkedAt, outcome: 'altered' }).tone).toBe('bad');
  });
});
