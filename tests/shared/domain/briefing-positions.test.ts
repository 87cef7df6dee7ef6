import { describe, expect, it } from 'vitest';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { composeReport } from '../../../shared/domain/compose-report.ts';
import type { SourceDocument } from '../../../shared/domain/document.ts';
import type { Coding, Passage } from '../../../shared/domain/passage.ts';
import type { ReportBlock } from '../../../shared/domain/report.ts';
import type { ReportInput } from '../../../shared/domain/report-input.ts';
import { plainCitations } from '../../support/plain-citations.ts';
import { aDocument, aPassage, sampleInput } from '../sample-briefing.ts';

/** A statement of Alder Falls: date, stance, and what else there is to it. */
interface Said {
  readonly date: string | null;
  readonly stance: string;
  readonly topic?: string;
  readonly voice?: Coding['voice'];
  readonly certainty?: Coding['certainty'];
  readonly document?: Partial<SourceDocument>;
  readonly passage?: Partial<Passage>;
  readonly agency?: string;
}

function inputOf(said: readonly Said[], body: BriefingBody, fields: Partial<Briefing> = {}): ReportInput {
  const base = sampleInput({ asOf: null, ...fields, body });
  const topics = ['jail', 'patrol'].map((id, order) => ({ id, name: id, definition: '', parentId: null, order }));
  const documents = said.map((each, at) =>
    aDocument(`d${at}`, { title: `Document ${at}`, dateIssued: each.date, ...each.document }),
  );
  const passages = said.map(({ stance, topic, voice, certainty, passage, agency = 'alder' }, at) => {
    const made = aPassage(`s${at}`, `d${at}`, `Words ${at}.`, [[agency, stance]], passage);
    const extras = {
      ...(topic === undefined ? {} : { topicId: topic }),
      ...(voice === undefined ? {} : { voice }),
      ...(certainty === undefined ? {} : { certainty }),
    };
    return { ...made, codings: made.codings.map((coding) => ({ ...coding, ...extras })) };
  });
  return {
    ...base,
    codebook: { ...base.codebook, topics },
    documents: new Map(documents.map((document) => [document.id, document])),
    passages: [],
    corpus: passages,
    checks: new Map(passages.map(({ id }) => [id, { status: 'exact', reason: null, start: 0, end: 1 }])),
  };
}

function blocksOf(input: ReportInput): readonly ReportBlock[] {
  return composeReport(input, plainCitations(), { namesCoders: false, page: 'a4' }).blocks;
}

const profile = (quotes = 0): BriefingBody => [{ type: 'profile', attrs: { blockId: 'b', agencyId: 'alder', quotes } }];

/** The positions of Alder Falls, one line each. */
function positions(said: readonly Said[], fields: Partial<Briefing> = {}): readonly string[] {
  const [block] = blocksOf(inputOf(said, profile(), fields));
  if (block?.kind !== 'profile') throw new Error('There is no profile.');
  const letters = (marks: readonly { readonly letter: string }[]) => marks.map(({ letter }) => letter).join('') || '–';
  return block.positions.map(
    ({ topic, state, stances, since, previous }) =>
      `${topic ?? 'none'}: ${state} ${letters(stances)}, since ${since ?? '–'}, before ${letters(previous)}`,
  );
}

describe('the position of an agency', () => {
  it('is what it said last, since it has said so without a break, with what it said before', () => {
    expect(
      positions([
        { date: '2026-05-01', stance: 'opposes' },
        { date: '2026-01-10', stance: 'supports' },
        { date: '2026-03-02', stance: 'opposes' },
        { date: '2026-02', stance: 'opposes' },
      ]),
    ).toEqual(['none: clear O, since February 2026, before S']);
  });

  it('is mixed where it said several things at times that cannot be told apart', () => {
    expect(
      positions([
        { date: '2026-02', stance: 'opposes' },
        { date: '2026-02-03', stance: 'supports' },
      ]),
    ).toEqual(['none: mixed SO, since February 2026, before –']);
    expect(
      positions([
        { date: null, stance: 'opposes' },
        { date: '2026-02-03', stance: 'supports' },
      ]),
    ).toEqual(['none: clear S, since February 3, 2026, before O']);
  });

  it.each([
    ['a stance with conditions', { date: '2026-02-03', stance: 'conditions' }, 'qualified C'],
    ['a doubtful coding', { date: '2026-02-03', stance: 'opposes', certainty: 'doubtful' }, 'qualified O'],
    [
      'words that a third party quotes',
      { date: '2026-02-03', stance: 'opposes', voice: 'third-party-quoting' },
      'qualified O',
    ],
    ['words of a spokesperson', { date: '2026-02-03', stance: 'opposes', voice: 'spokesperson' }, 'clear O'],
  ] as const)('from %s', (_, said, expected) => {
    expect(positions([said])[0]).toContain(expected);
  });

  it('is told for each topic, in the order of the codebook, and for none last', () => {
    expect(
      positions([
        { date: '2026-02-03', stance: 'opposes' },
        { date: '2026-02-03', stance: 'supports', topic: 'patrol' },
        { date: '2026-02-04', stance: 'declines', topic: 'jail' },
      ]).map((line) => line.split(',')[0]),
    ).toEqual(['jail: clear D', 'patrol: clear S', 'none: clear O']);
  });

  it('is not what a third party says of it', () => {
    expect(positions([{ date: '2026-02-03', stance: 'opposes', voice: 'third-party-describing' }])).toEqual([]);
  });

  it('goes back to what stood before where a statement was withdrawn, and is superseded where nothing did', () => {
    const withdrawal = { status: 'withdrawn', date: '2026-04-01', source: 'A letter' } as const;
    const said: readonly Said[] = [
      { date: '2026-01-01', stance: 'supports' },
      { date: '2026-02-01', stance: 'opposes', document: { withdrawal } },
    ];
    expect(positions(said)).toEqual(['none: clear S, since January 1, 2026, before –']);
    expect(positions(said.slice(1))).toEqual(['none: superseded –, since –, before O']);
    // As of a day before the withdrawal it still stood.
    expect(positions(said, { asOf: '2026-03' })).toEqual(['none: clear O, since February 1, 2026, before S']);
  });

  it('is superseded where its words are gone from the newest version of the document', () => {
    const [version] = aDocument('d0').versions;
    if (version === undefined) throw new Error('no version');
    const document = { versions: [version, { ...version, number: 2, sha256: 'e'.repeat(64) }] };
    const lost = {
      version: 2,
      outcome: 'lost',
      decision: null,
      start: null,
      end: null,
      page: null,
      quote: null,
      score: 0,
    } as const;
    const said = { date: '2026-02-01', stance: 'opposes', document };
    expect(positions([{ ...said, passage: { placements: [lost] } }])[0]).toContain('superseded');
    expect(positions([{ ...said, passage: { placements: [{ ...lost, decision: 'rejected' }] } }])[0]).toContain(
      'clear',
    );
    expect(positions([said])[0]).toContain('clear');
  });

  it('leaves out what is internal, in the trash or later than the as-of date', () => {
    expect(
      positions(
        [
          { date: '2026-01-01', stance: 'supports' },
          { date: '2026-02-01', stance: 'opposes', passage: { internal: 'passage' } },
          { date: '2026-02-02', stance: 'opposes', document: { trashedAt: '2026-11-01T09:00:00.000Z' } },
          { date: '2026-06-01', stance: 'opposes' },
        ],
        { asOf: '2026-05-01' },
      ),
    ).toEqual(['none: clear S, since January 1, 2026, before –']);
  });

  it('is shown with its latest quotes, which count as uses with notes of their own', () => {
    const input = inputOf(
      [
        { date: '2026-01-01', stance: 'supports' },
        { date: null, stance: 'supports' },
        { date: '2026-02-01', stance: 'opposes' },
      ],
      profile(2),
    );
    const report = composeReport(input, plainCitations(), { namesCoders: false, page: 'a4' });
    expect(report.uses.map(({ quote: { passageId }, note }) => [passageId, note])).toEqual([
      ['s2', 1],
      ['s0', 2],
    ]);
    expect(report.sources.map(({ documentId }) => documentId)).toEqual(['d0', 'd2']);
  });
});

describe('a matrix', () => {
  const said: readonly Said[] = [
    { date: '2026-01-01', stance: 'supports', topic: 'jail' },
    { date: '2026-02-01', stance: 'opposes', topic: 'jail' },
    { date: '2026-02-01', stance: 'conditions', topic: 'patrol' },
    { date: '2026-02-01', stance: 'threatens', agency: 'justice' },
    { date: '2026-02-01', stance: 'opposes', agency: 'justice', voice: 'third-party-describing' },
  ];
  it('says which of its figures count statements that were withdrawn by the as-of date', () => {
    const taken = (date: string) => ({ withdrawal: { status: 'withdrawn' as const, date, source: '' } });
    const lapsed = (columns: 'stance' | 'topic') => {
      const attrs = { blockId: 'b', columns, scope: 'archive', caption: '' } as const;
      const some: readonly Said[] = [
        { date: '2026-01-01', stance: 'supports', topic: 'jail', document: taken('2026-03-01') },
        { date: '2026-01-02', stance: 'opposes', topic: 'jail', document: taken('2026-12-01') },
        { date: '2026-01-03', stance: 'opposes', topic: 'patrol' },
      ];
      const [block] = blocksOf(inputOf(some, [{ type: 'matrix', attrs }], { asOf: '2026-06-01' }));
      if (block?.kind !== 'matrix') throw new Error('There is no matrix.');
      return { lapsed: block.lapsed, total: block.total };
    };
    const agency = 'Alder Falls Police Department';
    expect(lapsed('stance')).toEqual({ lapsed: [{ agency, column: 'Supports', count: 1 }], total: 3 });
    expect(lapsed('topic')).toEqual({ lapsed: [{ agency, column: 'jail', count: 1 }], total: 3 });
  });

  const matrix = (columns: 'stance' | 'topic') => {
    const attrs = { blockId: 'b', columns, scope: 'archive', caption: 'Caption' } as const;
    const [block] = blocksOf(inputOf(said, [{ type: 'matrix', attrs }]));
    if (block?.kind !== 'matrix') throw new Error('There is no matrix.');
    const rows = block.rows.map(({ agency, cells, total }) => [
      agency.split(' ')[0],
      ...cells.map(({ count, stances }) => `${count}${stances.map(({ letter }) => letter).join('')}`),
      total,
    ]);
    return { columns: block.columns.map(({ name }) => name), rows, totals: [...block.totals, block.total] };
  };

  it('counts passages by agency and stance', () => {
    expect(matrix('stance')).toEqual({
      columns: ['Supports', 'Supports with conditions', 'Opposes', 'Threatens or compels'],
      rows: [
        ['Alder', '1S', '1C', '1O', '0', 3],
        ['Department', '0', '0', '0', '1T', 1],
      ],
      totals: [1, 1, 1, 1, 4],
    });
  });

  it('tells the position by agency and topic, with how many passages speak of it', () => {
    expect(matrix('topic')).toEqual({
      columns: ['jail', 'patrol', 'No topic said'],
      rows: [
        ['Alder', '2O', '1C', '0', 3],
        ['Department', '0', '0', '1T', 1],
      ],
      totals: [2, 1, 1, 4],
    });
  });
});

describe('a timeline', () => {
  it('tells each document once for what it says, in the order of dates, and marks changes', () => {
    const attrs = { blockId: 'b', scope: 'archive', agencyIds: ['alder'], topicIds: ['jail'], caption: '' } as const;
    const body: BriefingBody = [
      { type: 'timeline', attrs: { ...attrs, agencyIds: ['alder'], topicIds: ['jail'] } },
      { type: 'quote', attrs: { useId: 'u', passageId: 's1', excerpt: null, showCodings: false } },
    ];
    const withdrawal = { status: 'withdrawn', date: '2026-04-01', source: 'A letter' } as const;
    const [block] = blocksOf(
      inputOf(
        [
          { date: '2026-03', stance: 'opposes', topic: 'jail' },
          { date: '2026-01-05', stance: 'supports', topic: 'jail', document: { withdrawal } },
          { date: '2026-03-09', stance: 'opposes', topic: 'jail' },
          { date: '2026-02-01', stance: 'opposes', topic: 'patrol' },
          { date: null, stance: 'supports', topic: 'jail' },
          { date: '2026-02-02', stance: 'threatens', topic: 'jail', agency: 'justice' },
        ],
        body,
      ),
    );
    if (block?.kind !== 'timeline') throw new Error('There is no timeline.');
    expect(
      block.entries.map(({ dateText, stance, source, sourceNumber, isChange }) => [
        dateText,
        stance.letter,
        source,
        sourceNumber,
        isChange,
      ]),
    ).toEqual([
      ['January 5, 2026', 'S', 'Document 1 (withdrawn April 1, 2026)', 1, false],
      ['March 2026', 'O', 'Document 0', null, true],
      ['March 9, 2026', 'O', 'Document 2', null, false],
    ]);
  });
});
