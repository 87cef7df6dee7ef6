import { describe, expect, it } from 'vitest';
import { listPassages } from '../../../electron/archive/passage-queries.ts';
import { createMemoryIndex } from '../../../electron/archive/search-index.ts';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import { aDocument, aPassage } from '../../shared/sample-briefing.ts';

const codebook = { agencies: [], stances: [], topics: [] };
const exact: QuoteCheck = { status: 'exact', reason: null, start: 0, end: 5 };

describe('what a check of quotes found', () => {
  it('is kept of a passage as it was checked, and not of one that was given other words meanwhile', async () => {
    const index = createMemoryIndex();
    const passages = [aPassage('p1', 'd', 'words', []), aPassage('p2', 'd', 'other words', [])];
    index.beginAnew();
    await index.addDocuments([{ document: aDocument('d'), passages, text: { text: 'other words', pages: [] } }]);
    await index.finish([], [], { seq: 1, hash: '0' });
    const checked = [aPassage('p1', 'd', 'words', [], { note: 'Noted since' }), aPassage('p2', 'd', 'words', [])];
    index.keepChecks(new Map(checked.map(({ id }) => [id, exact])), checked);
    const listed = listPassages(index, { statuses: ['exact'] }, codebook);
    expect(listed.passages.map(({ passage }) => passage.id)).toEqual(['p1']);
    index.close();
  });
});
