import { expect, describe as group, it } from 'vitest';
import { describe } from '../../../shared/anchoring.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import type { Passage } from '../../../shared/domain/passage.ts';
import { toWebAnnotations } from '../../../shared/exporters/web-annotation.ts';

const TEXT = '😀 We 👍 will not take part. Page two says more.';
const QUOTE = 'will not take part';
const AT = '2026-03-18T09:00:00.000Z';
const START = TEXT.indexOf(QUOTE);

const document: SourceDocument = {
  id: 'doc',
  title: 'Statement',
  kind: 'statement',
  issuerId: null,
  author: null,
  dateIssued: null,
  sourceUrl: null,
  dateCaptured: null,
  collection: null,
  notes: '',
  addedAt: AT,
  versions: [],
  trashedAt: null,
};
const codebook: Codebook = {
  agencies: [{ id: 'a1', name: 'LVMPD', aliases: [], jurisdiction: '', level: 'municipal', parentId: null, notes: '' }],
  stances: [
    { id: 's1', name: 'opposes', definition: '', polarity: -2, color: '#aa0000', letter: 'O', digit: 5, order: 1 },
  ],
  topics: [],
};
const passage: Passage = {
  id: 'p1',
  documentId: 'doc',
  version: 1,
  quote: QUOTE,
  start: START,
  end: START + QUOTE.length,
  page: 1,
  pageLabel: null,
  selectors: [
    ...describe(TEXT, START, START + QUOTE.length, [
      { number: 1, label: null, start: 0, end: TEXT.length, width: 1, height: 1 },
    ]),
    { type: 'PageQuadsSelector', page: 1, quads: [[1, 2, 3, 4]] },
  ],
  codings: [{ id: 'c1', agencyId: 'a1', stanceId: 's1', coder: 'A. Coder', codedAt: AT }],
  note: 'clear',
  coder: 'A. Coder',
  createdAt: AT,
  updatedAt: AT,
};
const targetOf = () => ({
  original: 'v1/statement.pdf',
  mediaType: 'application/pdf',
  textFile: 'text/v1.txt',
  text: TEXT,
});
const items = (passages: readonly Passage[]) =>
  JSON.parse(toWebAnnotations({ document, passages, codebook, targetOf })).first.items;

group('passages as W3C Web Annotations', () => {
  it('are a collection that names its context and its size', () => {
    const collection = JSON.parse(toWebAnnotations({ document, passages: [passage], codebook, targetOf }));
    expect(collection['@context'][0]).toBe('http://www.w3.org/ns/anno.jsonld');
    expect(collection).toMatchObject({ type: 'AnnotationCollection', total: 1, label: 'Statement' });
    expect(collection.first).toMatchObject({ type: 'AnnotationPage', partOf: collection.id, startIndex: 0 });
  });

  it('carry codings as a tag and a classification, and the note as a comment', () => {
    const [annotation] = items([passage]);
    expect(annotation.motivation).toEqual(['highlighting', 'tagging', 'classifying', 'commenting']);
    expect(annotation.body).toEqual([
      expect.objectContaining({ purpose: 'tagging', value: 'LVMPD', agency: 'urn:standpoint:agency:a1' }),
      expect.objectContaining({ purpose: 'classifying', value: 'opposes', polarity: -2 }),
      { type: 'TextualBody', purpose: 'commenting', value: 'clear', format: 'text/plain' },
    ]);
    expect(annotation).toMatchObject({ creator: { type: 'Person', name: 'A. Coder' }, created: AT });
  });

  it('point by words and page into the original, by position in code points into the text', () => {
    const [annotation] = items([passage]);
    const [original, text] = annotation.target;
    expect(original.source).toEqual({ id: 'v1/statement.pdf', format: 'application/pdf' });
    expect(original.selector.map(({ type }: { type: string }) => type).sort()).toEqual([
      'FragmentSelector',
      'PageQuadsSelector',
      'TextQuoteSelector',
    ]);
    expect(text.source.id).toBe('text/v1.txt');
    const position = text.selector.find(({ type }: { type: string }) => type === 'TextPositionSelector');
    expect(position.start).toBe(START - 2);
    expect([...TEXT].slice(position.start, position.end).join('')).toBe(QUOTE);
  });

  it('stand in reading order, and without what they do not have', () => {
    const bare = { ...passage, id: 'p0', start: 0, end: 2, codings: [], note: '', coder: '' };
    const [first, second] = items([passage, bare]);
    expect([first.id, second.id]).toEqual(['urn:standpoint:passage:p0', 'urn:standpoint:passage:p1']);
    expect(Object.keys(first)).not.toEqual(expect.arrayContaining(['body']));
    expect(first.motivation).toEqual(['highlighting']);
  });
});
