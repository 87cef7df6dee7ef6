import { beforeAll, describe, expect, it } from 'vitest';
import { findDocuments } from '../../../electron/archive/full-text.ts';
import { MOST_RANKED } from '../../../electron/archive/rank-documents.ts';
import { createMemoryIndex } from '../../../electron/archive/search-index.ts';
import type { ParsedInput } from '../../../shared/contract.ts';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import type { Passage } from '../../../shared/domain/passage.ts';

const INSTANT = '2026-03-18T09:00:00.000Z';
const COUNT = MOST_RANKED + 200;
const codebook = { agencies: [], stances: [], topics: [] };
const index = createMemoryIndex();

function documentOf(number: number): SourceDocument {
  const hash = number.toString(16).padStart(64, '0');
  return {
    id: `d${number}`,
    title: number === 17 || number === 1999 ? `Common ground ${number}` : `Paper ${number}`,
    kind: number % 2 === 0 ? 'memo' : 'letter',
    ...{ issuerId: null, author: null, sourceUrl: null, dateCaptured: null, collection: null },
    trashedAt: number === COUNT ? INSTANT : null,
    dateIssued: '2026-03-18',
    notes: '',
    addedAt: INSTANT,
    versions: [
      {
        number: 1,
        sha256: hash,
        byteLength: 40,
        fileName: `paper-${number}.txt`,
        format: 'text',
        importedAt: INSTANT,
        extractor: 'text/1',
        textSha256: hash,
        textLength: 40,
        pageCount: null,
      },
    ],
  };
}

const passage: Passage = {
  id: 'p1',
  documentId: 'd40',
  version: 1,
  quote: 'common words',
  start: 0,
  end: 12,
  page: null,
  pageLabel: null,
  selectors: [],
  codings: [],
  note: 'a singular remark',
  coder: 'A. Coder',
  createdAt: INSTANT,
  updatedAt: INSTANT,
};

/** Of every hundred papers one is rare, and of these the later ones say so more often. */
const textOf = (number: number): string =>
  `common words ${number % 100 === 0 ? 'rare '.repeat(number / 100) : 'filler '.repeat(8)} end of it, ${number % 3 === 0 ? 'third' : 'other'}`;

beforeAll(async () => {
  index.beginAnew();
  const documents = Array.from({ length: COUNT }, (_value, place) => documentOf(place + 1));
  await index.addDocuments(
    documents.map((document, place) => ({
      document,
      passages: document.id === passage.documentId ? [passage] : [],
      text: { text: textOf(place + 1), pages: [] },
    })),
  );
  await index.finish([], [], { seq: 1, hash: '0' });
});

const find = (query: string, more: Omit<ParsedInput<'search.find'>, 'query'> = {}) => {
  const { total, documents } = findDocuments(index, { query, ...more }, codebook);
  return { total, ids: documents.map(({ documentId }) => documentId), documents };
};

describe('documents found', () => {
  it('by words that most of them have come with the words in the title first, then the newest', () => {
    const { total, ids, documents } = find('common', { limit: 5 });
    expect(total).toBe(COUNT - 1);
    expect(ids).toEqual(['d1999', 'd17', `d${COUNT - 1}`, `d${COUNT - 2}`, `d${COUNT - 3}`]);
    expect(documents.every(({ hits }) => hits.length > 0)).toBe(true);
    expect(find('common', { limit: 2, offset: 1 }).ids).toEqual(ids.slice(1, 3));
    expect(find('common', { limit: 3, offset: 2 }).ids).toEqual(ids.slice(2));
  });

  it('by common words within a filter are weighed like any others', () => {
    const { total, ids } = find('common', { limit: 2, filter: { kinds: ['letter'] } });
    expect([total, ids[0]]).toEqual([COUNT / 2, 'd17']);
  });

  it('by rarer words come with those first in which the words weigh most, page by page', () => {
    const { total, ids } = find('rare', { limit: 40 });
    expect(total).toBe(COUNT / 100 - 1);
    const byWeight = ids.map((id) => Number(id.slice(1)));
    expect(byWeight).toEqual([...byWeight].sort((a, b) => b - a));
    expect([...find('rare', { limit: 7 }).ids, ...find('rare', { limit: 7, offset: 7 }).ids]).toEqual(ids.slice(0, 14));
  });

  it('without a word are all others, those aside that have it in a note', () => {
    const thirds = find('rare third', { limit: 40 }).ids;
    const without = find('rare -third', { limit: 40 });
    expect([...thirds, ...without.ids].sort()).toEqual(find('rare', { limit: 40 }).ids.sort());
    expect(without.total).toBe(without.ids.length);
    expect(find('common -words -rare').total).toBe(0);
    expect(find('filler -singular').total).toBe(find('filler').total - 1);
    expect(find('singular').ids).toEqual(['d40']);
  });

  it('name the passages that have the words', () => {
    const [document] = find('singular remark').documents;
    expect(document?.hits.map(({ passageId, field }) => [passageId, field])).toContainEqual(['p1', 'note']);
  });

  it('lie in one segment of the engine once the index is made', () => {
    expect(index.one('SELECT count(DISTINCT segid) AS n FROM fts_idx')).toEqual({ n: 1 });
  });
});
