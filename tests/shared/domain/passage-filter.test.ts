import { describe, expect, it } from 'vitest';
import type { PassageFilter } from '../../../shared/domain/briefing.ts';
import type { Topic } from '../../../shared/domain/codebook.ts';
import { passageMatchesFilter } from '../../../shared/domain/passage-filter.ts';

const AT = '2026-01-01T00:00:00.000Z';
const topic = (id: string, parentId: string | null): Topic => ({ id, name: id, definition: '', parentId, order: 1 });
const topics = [topic('jail', null), topic('detainers', 'jail'), topic('funding', null)];
const passage = {
  documentId: 'd',
  quote: 'We decline.',
  note: '',
  coder: 'Ada',
  internal: 'note' as const,
  codings: [
    {
      id: 'c1',
      agencyId: 'a',
      stanceId: 's',
      topicId: 'detainers',
      voice: 'spokesperson' as const,
      certainty: 'doubtful' as const,
      coder: 'Ben',
      codedAt: AT,
    },
    { id: 'c2', agencyId: 'b', stanceId: 's', coder: 'Ben', codedAt: AT },
  ],
};
const document = { kind: 'memo' as const, issuerId: 'b', dateIssued: '2026-01', collection: 'Local / Nevada' };
const nothing: PassageFilter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };

describe('passageMatchesFilter', () => {
  it.each<[string, Partial<PassageFilter>, boolean]>([
    ['a topic', { topicIds: ['detainers'] }, true],
    ['a topic above it', { topicIds: ['jail'] }, true],
    ['another topic', { topicIds: ['funding'] }, false],
    ['a topic and an agency of one coding', { topicIds: ['jail'], agencyIds: ['a'] }, true],
    ['a topic and an agency of different codings', { topicIds: ['jail'], agencyIds: ['b'] }, false],
    ['a voice', { voices: ['spokesperson', 'own-document'] }, true],
    ['another voice', { voices: ['own-document'] }, false],
    ['a certainty', { certainties: ['doubtful'] }, true],
    ['the usual state of review', { reviews: ['coded'] }, true],
    ['another state of review', { reviews: ['reviewed'] }, false],
    ['the kind of the document', { kinds: ['memo'] }, true],
    ['another kind', { kinds: ['letter'] }, false],
    ['who issued it', { issuerIds: ['b'] }, true],
    ['a collection above', { collections: ['Local'] }, true],
    ['a collection that begins alike', { collections: ['Loc'] }, false],
    ['a day in the month of issue', { issuedFrom: '2026-01-15' }, true],
    ['a later month', { issuedFrom: '2026-02' }, false],
    ['up to the year', { issuedTo: '2026' }, true],
    ['up to an earlier month', { issuedTo: '2025-12-31' }, false],
    ['who marked it', { coders: ['Ada'] }, true],
    ['who coded it', { coders: ['Ben'] }, true],
    ['nobody of them', { coders: ['Cora'] }, false],
    ['an outcome of the check', { statuses: ['exact'] }, true],
    ['another outcome', { statuses: ['broken'] }, false],
    ['passages without a coding', { uncoded: true }, false],
    ['passages with one', { uncoded: false }, true],
    ['what is internal as far as it is', { internals: ['none', 'note'] }, true],
    ['what is internal otherwise', { internals: ['none', 'passage'] }, false],
  ])('takes %s', (_name, filter, expected) => {
    const around = { document, topics, status: 'exact' as const };
    expect(passageMatchesFilter(passage, { ...nothing, ...filter }, around)).toBe(expected);
  });

  it('leaves out documents without a date where dates are limited', () => {
    const undated = { document: { ...document, dateIssued: null }, topics };
    expect(passageMatchesFilter(passage, { ...nothing, issuedTo: '2030' }, undated)).toBe(false);
  });
});
