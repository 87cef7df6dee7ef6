import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { formatResult } from '../../../electron/cli/print.ts';

const EMPTY = { agencies: [], stances: [], topics: [] };
const OUTCOME = {
  file: '=cmd|calc.pdf',
  outcome: 'failed',
  documentId: null,
  sha256: null,
  code: 'corrupt',
  reason: 'It says "PDF", but is not.\nSave it again.',
};
const MATRIX = {
  agencies: [
    { id: 'a', name: 'Omaha', total: 3 },
    { id: 'b', name: 'Chicago', total: 1 },
  ],
  stances: [
    { id: 's', name: 'Supports', letter: 'S', color: '#1f6feb', total: 1 },
    { id: 'd', name: 'Declines', letter: 'D', color: '#1f6feb', total: 3 },
  ],
  cells: [
    { agencyId: 'a', stanceId: 'd', count: 3 },
    { agencyId: 'b', stanceId: 's', count: 1 },
  ],
};

describe('formatResult', () => {
  it('prints JSON that reads back as it was', () => {
    expect(JSON.parse(formatResult('position.matrix', MATRIX, 'json', EMPTY))).toEqual(MATRIX);
  });

  it('prints the canonical text alone, whatever the format', () => {
    for (const format of ['json', 'table', 'csv'] as const) {
      expect(formatResult('document.text', 'a\n\fb', format, EMPTY)).toBe('a\n\fb');
    }
  });

  it('prints the matrix as a table', () => {
    expect(formatResult('position.matrix', MATRIX, 'table', EMPTY)).toBe(
      'agency   Supports  Declines  total\nOmaha    0         3         3\nChicago  1         0         1\n',
    );
  });

  it('prints CSV that reads back, with formulas defused and whole cells', () => {
    const csv = formatResult('document.import', [OUTCOME], 'csv', EMPTY);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(Papa.parse(csv, { header: true, skipEmptyLines: true }).data).toEqual([
      { ...OUTCOME, file: `'${OUTCOME.file}`, documentId: '', sha256: '', similar: '' },
    ]);
  });

  it('names agency and stance of each coding in the list of passages', () => {
    const passage = {
      id: 'p',
      documentId: 'x',
      version: 1,
      quote: 'We decline.',
      start: 0,
      end: 11,
      page: 2,
      pageLabel: 'ii',
      selectors: [{ type: 'TextPositionSelector', start: 0, end: 11 }],
      codings: [{ id: 'c', agencyId: 'a', stanceId: 'd', coder: 'ada', codedAt: '2026-01-01T00:00:00.000Z' }],
      note: '',
      coder: 'ada',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      documentTitle: 'Statement',
      withdrawal: null,
      dateIssued: '2026-01',
    };
    const codebook = {
      agencies: [
        {
          id: 'a',
          name: 'Omaha',
          aliases: [],
          jurisdiction: '',
          level: 'municipal' as const,
          parentId: null,
          notes: '',
        },
      ],
      stances: [],
      topics: [],
    };
    const csv = formatResult('passage.list', { total: 1, passages: [passage] }, 'csv', codebook);
    expect(Papa.parse(csv, { header: true, skipEmptyLines: true }).data).toEqual([
      {
        id: 'p',
        document: 'Statement',
        dateIssued: '2026-01',
        page: 'ii',
        codings: 'Omaha: d',
        review: 'coded',
        quote: 'We decline.',
        note: '',
        start: '0',
        end: '11',
      },
    ]);
  });

  it('says so where a table would have no rows', () => {
    expect(formatResult('document.list', [], 'table', EMPTY)).toBe('Nothing.\n');
    expect(formatResult('document.list', [], 'csv', EMPTY)).toBe('');
  });
});
