import { describe, expect, it } from 'vitest';
import { CodebookIndex } from '../../../shared/domain/briefing-codings.ts';
import { codebookSchema } from '../../../shared/domain/codebook.ts';
import type { Coding } from '../../../shared/domain/passage.ts';

const index = new CodebookIndex(
  codebookSchema.parse({
    agencies: [
      { id: 'a', name: 'Police', aliases: [], jurisdiction: 'County', level: 'county', parentId: null, notes: '' },
    ],
    stances: [
      { id: 's', name: 'Opposes', definition: '', polarity: -2, color: '#aa0000', letter: 'O', digit: null, order: 1 },
    ],
    topics: [],
  }),
);

const coding = (id: string, voice?: Coding['voice']): Coding => ({
  ...{ id, agencyId: 'a', stanceId: 's', coder: 'Ann', codedAt: '2026-11-22T10:00:00.000Z' },
  ...(voice === undefined ? {} : { voice }),
});

const voices = (...given: Coding['voice'][]) =>
  index.resolve(given.map((voice, at) => coding(`c${at}`, voice))).map(({ voice }) => voice);

describe('CodebookIndex.resolve', () => {
  it("keeps the agency's own voice where another's description says the same", () => {
    expect(voices('third-party-describing', 'own-document')).toEqual(['own-document']);
    expect(voices('own-document', 'third-party-describing')).toEqual(['own-document']);
    expect(voices('third-party-describing', undefined)).toEqual([null]);
  });

  it('keeps a quoting of the agency rather than a description of it', () => {
    expect(voices('third-party-describing', 'third-party-quoting')).toEqual(['third-party-quoting']);
  });

  it('keeps the first of voices that are equally near', () => {
    expect(voices('spokesperson', 'own-document')).toEqual(['spokesperson']);
  });
});
