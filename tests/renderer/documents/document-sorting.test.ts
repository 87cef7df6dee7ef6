import { describe, expect, it } from 'vitest';
import { isInScope, sortDocuments } from '../../../renderer/documents/document-sorting.ts';
import { EVERYTHING } from '../../../renderer/documents/documents-scope.ts';
import { aDocument } from '../support.ts';

const AGENCIES = new Map([
  ['x', { name: 'Xylem Office' }],
  ['a', { name: 'Alder Sheriff' }],
]);
const ids = (documents: readonly { readonly id: string }[]) => documents.map((document) => document.id);

describe('sortDocuments', () => {
  it('sorts numbers in titles by value, without regard to case', () => {
    const documents = ['Order 10', 'order 9', 'Annex'].map((title) => aDocument({ id: title, title }));
    expect(ids(sortDocuments(documents, { column: 'title', isDescending: false }, AGENCIES))).toEqual([
      'Annex',
      'order 9',
      'Order 10',
    ]);
  });

  it.each([
    [false, ['old', 'new', 'none']],
    [true, ['new', 'old', 'none']],
  ])('puts documents without a date last (descending: %s)', (isDescending, expected) => {
    const documents = [
      aDocument({ id: 'none' }),
      aDocument({ id: 'new', dateIssued: '2026-02' }),
      aDocument({ id: 'old', dateIssued: '2025' }),
    ];
    expect(ids(sortDocuments(documents, { column: 'dateIssued', isDescending }, AGENCIES))).toEqual(expected);
  });

  it('sorts issuers by name, not by id', () => {
    const documents = [aDocument({ id: '1', issuerId: 'x' }), aDocument({ id: '2', issuerId: 'a' })];
    expect(ids(sortDocuments(documents, { column: 'issuer', isDescending: false }, AGENCIES))).toEqual(['2', '1']);
  });
});

describe('isInScope', () => {
  const document = aDocument({ id: 'd', kind: 'memo', issuerId: 'x', collection: 'Police / Nevada' });
  it.each([
    ['everything', {}, true],
    ['the collection above', { collection: 'Police' }, true],
    ['another collection', { collection: 'Pol' }, false],
    ['its kind among others', { kinds: ['memo', 'order'] as const }, true],
    ['another kind', { kinds: ['order'] as const }, false],
    ['its issuer', { issuerIds: ['x'] }, true],
    ['another issuer', { issuerIds: ['a'] }, false],
  ])('%s', (_, scope, expected) => {
    expect(isInScope(document, { ...EVERYTHING, ...scope })).toBe(expected);
  });
});
