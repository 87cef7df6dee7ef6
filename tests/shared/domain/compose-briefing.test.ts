import { describe, expect, it } from 'vitest';
import { selectPassages } from '../../../shared/domain/compose-briefing.ts';
import { composeReport } from '../../../shared/domain/compose-report.ts';
import { passageMatchesFilter } from '../../../shared/domain/passage-filter.ts';
import { formatDate } from '../../../shared/domain/printed-form.ts';
import type { Report, ReportBlock } from '../../../shared/domain/report.ts';
import type { ReportInput } from '../../../shared/domain/report-input.ts';
import { plainCitations } from '../../support/plain-citations.ts';
import { aDocument, aPassage, sampleInput } from '../sample-briefing.ts';

/** A briefing that arranges itself, as a report. */
const compose = (input: ReportInput): Report =>
  composeReport(input, plainCitations(), { namesCoders: false, page: 'a4' });

const wordsOf = (block: Extract<ReportBlock, { kind: 'heading' }>): string =>
  block.content.map((part) => (part.kind === 'text' ? part.text.text : '')).join('');

/** The headings over quotes with the numbers of the quotes beneath them. */
function outline({ blocks }: Report): readonly string[] {
  const lines: { readonly path: string; readonly quotes: string[] }[] = [];
  let path: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') path = [...path.slice(0, block.level - 1), wordsOf(block)];
    if (block.kind !== 'quote') continue;
    const name = path.join(' / ');
    if (lines[lines.length - 1]?.path !== name) lines.push({ path: name, quotes: [] });
    lines[lines.length - 1]?.quotes.push(`${block.use.quote.number}${block.isBrief ? ' again' : ''}`);
  }
  return lines.map(({ path: name, quotes }) => `${name}: ${quotes.join(', ')}`);
}

function matrixOf({ blocks }: Report): Extract<ReportBlock, { kind: 'matrix' }> {
  const found = blocks.find((block) => block.kind === 'matrix');
  if (found?.kind !== 'matrix') throw new Error('There is no matrix.');
  return found;
}

const ids = (input: ReturnType<typeof sampleInput>): readonly string[] => selectPassages(input).map(({ id }) => id);

describe('a briefing that arranges itself', () => {
  it('groups by agency, then stance, and keeps the number of a quote that appears twice', () => {
    expect(outline(compose(sampleInput()))).toEqual([
      'Alder Falls Police Department / Declines to participate: 1, 2',
      'Alder Falls Police Department / Opposes: 3',
      'Bristow Police Department / Supports with conditions: 4',
      'Bristow Police Department / Declines to participate: 4 again',
      'Corran County Sheriff’s Office / Supports: 5',
      'Department of Justice / Threatens or compels: 2 again',
      'Office of the Governor / Neutral / no position: 6',
      'Office of the Governor / Opposes: 7',
    ]);
  });

  it('groups by stance, then agency', () => {
    expect(outline(compose(sampleInput({ groupBy: 'stance-agency' })))).toEqual([
      'Supports / Corran County Sheriff’s Office: 1',
      'Supports with conditions / Bristow Police Department: 2',
      'Neutral / no position / Office of the Governor: 3',
      'Declines to participate / Alder Falls Police Department: 4, 5',
      'Declines to participate / Bristow Police Department: 2 again',
      'Opposes / Alder Falls Police Department: 6',
      'Opposes / Office of the Governor: 7',
      'Threatens or compels / Department of Justice: 5 again',
    ]);
  });

  it('groups by document and by month, each quote once with all its codings', () => {
    const byDocument = compose(sampleInput({ groupBy: 'document' }));
    expect(outline(byDocument)).toEqual([
      'General Order 12.4: Cooperation with federal agencies: 1',
      'Statement on immigration status and calls for service: 2, 3',
      'Sheriff announces jail-based agreement: 4',
      'Memorandum to all component heads: obstruction by local jurisdictions: 5',
      'Reply to the Memorandum of May 1, 2026: 6, 7',
    ]);
    const headings = byDocument.blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []));
    expect(headings[1]?.subheading).toBe('Bristow Police Department · Order · February 2026');
    expect(byDocument.uses[0]?.codings.map(({ stance }) => stance.letter)).toEqual(['C', 'D']);
    expect(outline(compose(sampleInput({ groupBy: 'date' })))).toEqual([
      'February 2026: 1',
      'March 2026: 2, 3',
      'April 2026: 4',
      'May 2026: 5, 6, 7',
    ]);
  });

  it('counts codings in the matrix and names the stances without a quote', () => {
    const { columns, rows, totals, total, absent } = matrixOf(compose(sampleInput()));
    expect(columns.map(({ stance }) => stance?.letter).join('')).toBe('SCNDOT');
    expect(
      rows.map(({ agency, cells, total: own }) => [agency, cells.map(({ count }) => count).join(' '), own]),
    ).toEqual([
      ['Alder Falls Police Department', '0 0 0 2 1 0', 3],
      ['Bristow Police Department', '0 1 0 1 0 0', 2],
      ['Corran County Sheriff’s Office', '1 0 0 0 0 0', 1],
      ['Department of Justice', '0 0 0 0 0 1', 1],
      ['Office of the Governor', '0 0 1 0 1 0', 2],
    ]);
    expect([totals, total, absent]).toEqual([[1, 1, 1, 3, 2, 1], 9, ['Silent']]);
  });

  it('gives headings their stance, and the outermost what is said of them', () => {
    const headings = (groupBy: 'agency-stance' | 'stance-agency') =>
      compose(sampleInput({ groupBy })).blocks.flatMap((block) =>
        block.kind === 'heading' && block.level < 3
          ? [`${block.level} ${block.stance?.letter ?? '–'} ${block.subheading}`]
          : [],
      );
    expect(headings('agency-stance').slice(1, 4)).toEqual(['1 – Alder Falls, Nevada', '2 D ', '2 O ']);
    expect(headings('stance-agency').slice(1, 3)).toEqual(['1 S ', '2 – ']);
  });

  it('shows of a quote under a heading what it says of that alone', () => {
    const { uses, quotes } = compose(sampleInput());
    const codings = uses.filter(({ quote }) => quote.passageId === 'p3').map((use) => use.codings);
    expect(codings.map((list) => list.map(({ stance }) => stance.letter).join(''))).toEqual(['C', 'D']);
    expect(quotes.find(({ passageId }) => passageId === 'p3')?.codings).toHaveLength(2);
  });

  it('flags what is neither exact nor normalised, and what was not checked', () => {
    const input = sampleInput();
    const checks = new Map(input.checks);
    checks.delete('p2');
    const composed = compose({ ...input, checks });
    expect(composed.counts).toEqual({ exact: 4, normalised: 1, flagged: 2, areas: 0 });
    expect(composed.flagged.map(({ quote }) => [quote.passageId, quote.check.status])).toEqual([
      ['p2', 'broken'],
      ['p7', 'drifted'],
    ]);
  });

  it('lists each quoted version once, and says which of several it is', () => {
    const input = sampleInput();
    const document = aDocument('z-two', { title: 'Two versions' });
    const [first] = document.versions;
    if (first === undefined) throw new Error('no version');
    const second = { ...first, number: 2, sha256: 'f'.repeat(64) };
    const composed = compose({
      ...input,
      documents: new Map([[document.id, { ...document, versions: [first, second] }]]),
      passages: [
        aPassage('v1', 'z-two', 'One.', [['alder', 'opposes']], { version: 1 }),
        aPassage('v2', 'z-two', 'Two.', [['alder', 'opposes']], { version: 2 }),
      ],
    });
    expect(
      composed.sources.map(({ number, version, versionCount, sha256 }) => [number, version, versionCount, sha256[0]]),
    ).toEqual([
      [1, 1, 2, '7'],
      [2, 2, 2, 'f'],
    ]);
  });

  it('is empty, not broken, without passages', () => {
    const composed = compose({ ...sampleInput(), passages: [] });
    expect([composed.blocks.map(({ kind }) => kind), composed.quotes]).toEqual([['paragraph', 'paragraph'], []]);
  });
});

describe('selectPassages', () => {
  it('gives each passage once in the order of the briefing', () => {
    expect(ids(sampleInput())).toEqual(['p1', 'p5', 'p2', 'p3', 'p4', 'p6', 'p7']);
  });

  it('puts the order given by hand first within a group', () => {
    expect(ids(sampleInput({ order: ['p5', 'p7'] }))).toEqual(['p5', 'p1', 'p2', 'p3', 'p4', 'p6', 'p7']);
  });

  it('takes passages in and out by hand', () => {
    const filter = { agencyIds: ['governor'], stanceIds: [], documentIds: [], text: '' };
    expect(ids(sampleInput({ filter, include: ['p4'], exclude: ['p6'] }))).toEqual(['p4', 'p7']);
  });

  it('shows of a filtered passage only the codings that fit', () => {
    const filter = { agencyIds: ['bristow'], stanceIds: ['declines'], documentIds: [], text: '' };
    expect(outline(compose(sampleInput({ filter })))).toEqual([
      'Bristow Police Department / Declines to participate: 1',
    ]);
  });

  it('leaves out documents issued after the as-of date, however precise the dates are', () => {
    expect(ids(sampleInput({ asOf: '2026-04' }))).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(ids(sampleInput({ asOf: '2026-02-10' }))).toEqual(['p3']);
    expect(ids(sampleInput({ asOf: '2025' }))).toEqual([]);
  });

  it('keeps documents without a date', () => {
    const input = sampleInput({ asOf: '2020' });
    const documents = new Map([['a-statement', aDocument('a-statement')]]);
    expect(ids({ ...input, documents })).toEqual(['p1', 'p2']);
  });

  it('leaves out trashed documents even if a passage was put in by hand', () => {
    const input = sampleInput({ include: ['p4'] });
    const documents = new Map(input.documents);
    documents.set('c-release', aDocument('c-release', { trashedAt: '2026-11-02T00:00:00.000Z' }));
    expect(ids({ ...input, documents })).not.toContain('p4');
  });

  it('puts passages without a coding last, under their own heading', () => {
    const input = sampleInput();
    const passages = [aPassage('bare', 'a-statement', 'A bare passage.', []), ...input.passages];
    expect(outline(compose({ ...input, passages })).slice(-1)).toEqual(['Not coded: 8']);
  });
});

describe('passageMatchesFilter', () => {
  const passage = aPassage('p', 'd', 'We oppose immi-\ngration raids.', [['alder', 'opposes']], { note: 'Key line' });
  const rows: readonly (readonly [string, Partial<Parameters<typeof passageMatchesFilter>[1]>, boolean])[] = [
    ['nothing asked', {}, true],
    ['words of the printed quote in any case', { text: 'IMMIGRATION raids' }, true],
    ['words of the note', { text: 'key' }, true],
    ['a word that is missing', { text: 'immigration support' }, false],
    ['its agency', { agencyIds: ['alder'] }, true],
    ['another agency', { agencyIds: ['bristow'] }, false],
    ['its agency with another stance', { agencyIds: ['alder'], stanceIds: ['supports'] }, false],
    ['another document', { documentIds: ['e'] }, false],
  ];
  it.each(rows)('answers to %s', (_, filter, fits) => {
    const whole = { agencyIds: [], stanceIds: [], documentIds: [], text: '', ...filter };
    expect(passageMatchesFilter(passage, whole)).toBe(fits);
  });
});

describe('formatDate', () => {
  it.each([
    ['2026', '2026'],
    ['2026-03', 'March 2026'],
    ['2026-03-08', 'March 8, 2026'],
    ['2026-03-08T09:05:30.120Z', 'March 8, 2026, 09:05 UTC'],
    ['spring 2026', 'spring 2026'],
  ])('prints %s as %s', (date, printed) => {
    expect(formatDate(date)).toBe(printed);
  });
});
