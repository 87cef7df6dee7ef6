// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { INITIAL_PASSAGES, type PassagesFilterState } from '../../../renderer/passages/passages-filter.ts';
import { readPassagesState, writePassagesState } from '../../../renderer/passages/passages-memory.ts';

const keptAndRead = (state: PassagesFilterState) =>
  readPassagesState(JSON.parse(JSON.stringify(writePassagesState(state))));

describe('what the Passages view was limited to', () => {
  it('is the same after it was written and read', () => {
    const state: PassagesFilterState = {
      query: '“will not” NEAR detain',
      stemming: false,
      filter: {
        agencyIds: ['a'],
        stanceIds: ['s', 't'],
        documentIds: ['d'],
        topicIds: ['x'],
        voices: ['spokesperson'],
        certainties: ['doubtful'],
        reviews: ['needs-review'],
        issuedFrom: '2024',
        issuedTo: '2025-03-18',
        coders: ['Ada'],
        statuses: ['drifted'],
        uncoded: false,
        internals: ['none', 'note'],
        unchecked: true,
      },
      needsReview: true,
      groupBy: 'agency',
      sort: 'newest',
      savedId: 'saved',
    };
    expect(keptAndRead(state)).toEqual(state);
    expect(keptAndRead(INITIAL_PASSAGES)).toEqual(INITIAL_PASSAGES);
  });

  it.each([
    null,
    [],
    'words',
    { query: 7, filter: [], arrangement: 3, savedId: {} },
    { filter: { agencyIds: 'a', voices: ['nobody', 1], issuedFrom: 'yesterday', uncoded: 'no' } },
  ])('is nothing where what was kept is not understood: %j', (value) => {
    expect(readPassagesState(value)).toEqual(INITIAL_PASSAGES);
  });
});
