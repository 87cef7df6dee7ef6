import { describe, expect, it } from 'vitest';
import { cslItemOf } from '../../../shared/citations/csl-item.ts';
import { DOCUMENT_KINDS } from '../../../shared/domain/vocabulary.ts';
import { aDocument, anItem, CODEBOOK, VERSION } from './sources.ts';

const URL = 'https://police.cityofomaha.org/statement';
const accessed = { 'date-parts': [[2026, 3, 4]] };
const issued = { 'date-parts': [[2026, 2, 3]] };
const opd = [{ literal: 'Omaha Police Department' }];

describe('cslItemOf', () => {
  it('has a type of CSL 1.0.2 for every kind of document', () => {
    expect(Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, anItem({ kind }).type]))).toEqual({
      statement: 'webpage',
      memo: 'report',
      order: 'report',
      policy: 'report',
      transcript: 'report',
      letter: 'personal_communication',
      'press-release': 'webpage',
      'news-report': 'article-newspaper',
      'web-page': 'webpage',
      legislation: 'legislation',
      other: 'report',
    });
  });

  it('names the issuing agency as the author, with address and days', () => {
    expect(anItem({ id: 'd', kind: 'press-release', title: 'No detainers', sourceUrl: URL })).toEqual({
      id: 'd',
      type: 'webpage',
      title: 'No detainers',
      genre: 'press release',
      author: opd,
      issued,
      URL,
      accessed,
      'number-of-pages': 12,
    });
  });

  it.each([
    [
      'a person, the agency as the site',
      { kind: 'statement', author: 'Chief Todd Schmaderer' },
      { author: [{ family: 'Schmaderer', given: 'Todd' }], 'container-title': 'Omaha Police Department' },
    ],
    [
      'a person, the agency as the publisher',
      { kind: 'memo', author: 'Todd Schmaderer' },
      { author: [{ family: 'Schmaderer', given: 'Todd' }], publisher: 'Omaha Police Department' },
    ],
    ['the agency under its own name', { kind: 'memo', author: 'Omaha Police Department' }, { author: opd }],
    ['the agency for an office of it', { kind: 'statement', author: 'The Chief of Police' }, { author: opd }],
    [
      'a paper for its report',
      { kind: 'news-report', issuerId: null, author: 'Omaha World-Herald' },
      { 'container-title': 'Omaha World-Herald' },
    ],
    [
      'writers and paper',
      { kind: 'news-report', issuerId: 'herald', author: 'Jane Doe' },
      { author: [{ family: 'Doe', given: 'Jane' }], 'container-title': 'Omaha World-Herald' },
    ],
    [
      'nobody but the site',
      { kind: 'web-page', issuerId: null, sourceUrl: 'https://www.Example.org/x' },
      { 'container-title': 'example.org' },
    ],
    ['nobody for a law', { kind: 'legislation', author: 'Congress' }, {}],
    ['nobody where nobody is known', { kind: 'order', issuerId: null }, {}],
  ] as const)('credits %s', (_name, fields, expected) => {
    const { author, publisher, 'container-title': container } = anItem(fields);
    const found = { author, publisher, 'container-title': container };
    expect(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(expected);
  });

  it.each([
    ['2026', [[2026]]],
    ['2026-02', [[2026, 2]]],
    ['2026-02-03', [[2026, 2, 3]]],
  ])('keeps the precision of %s', (dateIssued, parts) => {
    expect(anItem({ dateIssued }).issued).toEqual({ 'date-parts': parts });
  });

  it('has no date that is not known, and no day of access without an address', () => {
    const item = anItem({ dateIssued: null });
    expect([item.issued, item.accessed, item.URL]).toEqual([undefined, undefined, undefined]);
  });

  it('has web addresses only', () => {
    expect(anItem({ sourceUrl: 'javascript:alert(1)' }).URL).toBeUndefined();
  });

  it('takes address and day of a captured page from the capture', () => {
    const capture = {
      url: 'https://example.org/a',
      finalUrl: 'https://example.org/b',
      capturedAt: '2026-03-01T23:59:59.000Z',
      status: 200,
      headers: [],
      agent: 'test',
    };
    const { URL: url, accessed: day } = cslItemOf(aDocument({}), { ...VERSION, capture }, CODEBOOK);
    expect([url, day]).toEqual(['https://example.org/b', { 'date-parts': [[2026, 3, 1]] }]);
  });

  it('says that a statement was withdrawn', () => {
    const withdrawal = { status: 'rescinded', date: '2026-02-10', source: 'Press release of 10 February' } as const;
    expect(anItem({ withdrawal }).note).toBe('Rescinded 2026-02-10 (Press release of 10 February)');
  });

  it.each([
    ['Statement on cooperation with federal immigration enforcement', 'Statement on cooperation'],
    ['The Future of Detainers', 'Future of Detainers'],
    ['Policy 428: Immigration Violations', 'Policy 428'],
    ['Police chief announces new detainer policy', undefined],
    ['Trust', undefined],
    ['Of, by and for the people of the whole county', 'Of, by'],
  ])('shortens %j to %j', (title, short) => {
    expect(anItem({ title })['title-short']).toBe(short);
  });

  it.each([
    ['Letter to Senator Deb Fischer regarding detainers', [{ family: 'Fischer', given: 'Deb' }]],
    ['Letter to the Department of Homeland Security', [{ literal: 'Department of Homeland Security' }]],
    ['Letter from Todd Schmaderer to Jane Doe, February 3', [{ family: 'Doe', given: 'Jane' }]],
    ['Letter to residents', undefined],
    ['Reply to the memorandum', undefined],
  ])('finds to whom %j is', (title, recipient) => {
    expect(anItem({ kind: 'letter', title }).recipient).toEqual(recipient);
  });
});
