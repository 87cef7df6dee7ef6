import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import type { Agency, Codebook, Stance } from '../../shared/domain/codebook.ts';
import type { BriefingInput } from '../../shared/domain/compose-briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';

const TIME = '2026-11-01T09:00:00.000Z';

/** An agency with everything but its name left to the default. */
function anAgency(id: string, name: string, jurisdiction = '', level: Agency['level'] = 'municipal'): Agency {
  return { id, name, aliases: [], jurisdiction, level, parentId: null, notes: '' };
}

/** A stance of the codebook. */
function aStance(id: string, name: string, letter: string, color: string, order: number): Stance {
  return { id, name, definition: '', polarity: null, color, letter, digit: null, order };
}

/** A source document of one version. */
export function aDocument(id: string, fields: Partial<SourceDocument> = {}): SourceDocument {
  return {
    id,
    title: `Document ${id}`,
    kind: 'statement',
    issuerId: null,
    author: null,
    dateIssued: null,
    sourceUrl: null,
    dateCaptured: null,
    collection: null,
    notes: '',
    addedAt: TIME,
    trashedAt: null,
    versions: [
      {
        number: 1,
        sha256: id.charCodeAt(0).toString(16).padStart(2, '0').repeat(32),
        byteLength: 1000,
        fileName: `${id}.pdf`,
        format: 'pdf',
        importedAt: TIME,
        extractor: 'pdf/1',
        textSha256: '0'.repeat(64),
        textLength: 1000,
        pageCount: 2,
      },
    ],
    ...fields,
  };
}

/** A passage with codings given as [agency, stance] pairs. */
export function aPassage(
  id: string,
  documentId: string,
  quote: string,
  codings: readonly (readonly [string, string])[],
  fields: Partial<Passage> = {},
): Passage {
  return {
    id,
    documentId,
    version: 1,
    quote,
    start: 0,
    end: quote.length,
    page: 1,
    pageLabel: null,
    selectors: [{ type: 'TextQuoteSelector', exact: quote, prefix: '', suffix: '' }],
    codings: codings.map(([agencyId, stanceId], index) => ({
      id: `${id}-${index}`,
      agencyId,
      stanceId,
      coder: 'R. Alvarez',
      codedAt: TIME,
    })),
    note: '',
    coder: 'R. Alvarez',
    createdAt: TIME,
    updatedAt: TIME,
    ...fields,
  };
}

/** A briefing that takes every passage. */
function aBriefing(fields: Partial<Briefing> = {}): Briefing {
  return {
    id: 'briefing',
    title: 'Local participation in federal civil immigration enforcement',
    asOf: '2026-11-15',
    introduction:
      'This briefing sets out what four police departments, a sheriff and a state executive have said in their own ' +
      'documents about taking part in federal civil immigration enforcement, and how the federal government has ' +
      'answered.\n\nAll agencies and documents are invented.',
    groupBy: 'agency-stance',
    filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
    include: [],
    exclude: [],
    order: [],
    createdAt: TIME,
    updatedAt: TIME,
    ...fields,
  };
}

/** A check with the given result. */
function aCheck(status: QuoteCheck['status'], reason: string | null = null): QuoteCheck {
  return { status, reason, start: status === 'broken' ? null : 0, end: status === 'broken' ? null : 1 };
}

/** Invented agencies and the default stances. */
const SAMPLE_CODEBOOK: Codebook = {
  agencies: [
    anAgency('alder', 'Alder Falls Police Department', 'Alder Falls, Nevada'),
    anAgency('bristow', 'Bristow Police Department', 'Bristow, Nevada'),
    anAgency('corran', 'Corran County Sheriff’s Office', 'Corran County, Nevada', 'county'),
    anAgency('governor', 'Office of the Governor', 'Nevada', 'state'),
    anAgency('justice', 'Department of Justice', 'United States', 'federal'),
  ],
  stances: [
    aStance('supports', 'Supports', 'S', '#1a7f37', 1),
    aStance('conditions', 'Supports with conditions', 'C', '#0f7b8a', 2),
    aStance('neutral', 'Neutral / no position', 'N', '#6b7280', 3),
    aStance('declines', 'Declines to participate', 'D', '#9a6700', 4),
    aStance('opposes', 'Opposes', 'O', '#bc4c00', 5),
    aStance('threatens', 'Threatens or compels', 'T', '#b42318', 6),
    aStance('silent', 'Silent', 'Z', '#8250df', 7),
  ],
  topics: [],
};

/** A small, whole, realistic briefing: nine quotes from six documents, one of them flagged. */
export function sampleInput(fields: Partial<Briefing> = {}): BriefingInput {
  const documents = [
    aDocument('a-statement', {
      title: 'Statement on immigration status and calls for service',
      issuerId: 'alder',
      dateIssued: '2026-03-18',
      sourceUrl: 'https://alderfalls.example/police/statements/2026-03-18.pdf',
      dateCaptured: '2026-03-20T14:05:11.000Z',
    }),
    aDocument('b-order', {
      title: 'General Order 12.4: Cooperation with federal agencies',
      kind: 'order',
      issuerId: 'bristow',
      dateIssued: '2026-02',
      dateCaptured: '2026-04-02',
      withdrawal: { status: 'rescinded', date: '2026-04-28', source: 'General Order 12.5, section 1' },
    }),
    aDocument('c-release', {
      title: 'Sheriff announces jail-based agreement',
      kind: 'press-release',
      issuerId: 'corran',
      dateIssued: '2026-04-09',
      sourceUrl: 'https://corransheriff.example/news?id=118&lang=en',
      dateCaptured: '2026-04-09T22:41:00.000Z',
    }),
    aDocument('d-memo', {
      title: 'Memorandum to all component heads: obstruction by local jurisdictions',
      kind: 'memo',
      issuerId: 'justice',
      dateIssued: '2026-05-01',
      sourceUrl: 'https://justice.example/memo/2026-05-01',
      dateCaptured: '2026-05-01T18:00:00.000Z',
    }),
    aDocument('e-letter', {
      title: 'Reply to the Memorandum of May 1, 2026',
      kind: 'letter',
      issuerId: 'governor',
      dateIssued: '2026-05-12',
      dateCaptured: '2026-05-13',
    }),
  ];
  const passages = [
    aPassage(
      'p1',
      'a-statement',
      'Our officers do not ask about immi-\ngration status, and we will not take part in civil\nimmigration enforcement.',
      [['alder', 'declines']],
      { page: 1, start: 210, end: 330 },
    ),
    aPassage(
      'p2',
      'a-statement',
      'A person who calls 911 must never have to weigh their safety against their status.',
      [['alder', 'opposes']],
      { page: 2, start: 900, end: 985 },
    ),
    aPassage(
      'p3',
      'b-order',
      'Members shall not detain any person solely on the basis of an administrative warrant; members may assist ' +
        'where a judicial warrant has been issued.',
      [
        ['bristow', 'conditions'],
        ['bristow', 'declines'],
      ],
      { page: 4, pageLabel: 'iv' },
    ),
    aPassage(
      'p4',
      'c-release',
      'We have signed a jail-based agreement, and we will honor every detainer that comes with a signed warrant.',
      [['corran', 'supports']],
      { page: null },
    ),
    aPassage(
      'p5',
      'd-memo',
      'Jurisdictions that refuse to assist, including the Alder Falls Police Department, should expect to be ' +
        'investigated and, where the evidence supports it, prosecuted.',
      [
        ['justice', 'threatens'],
        ['alder', 'declines'],
      ],
      { page: 2 },
    ),
    aPassage(
      'p6',
      'e-letter',
      'Nevada will neither direct nor forbid local cooperation; that decision belongs to each sheriff and chief.',
      [['governor', 'neutral']],
      { page: 1 },
    ),
    aPassage(
      'p7',
      'e-letter',
      'The threat of prosecution set out in your memorandum has no basis in law.',
      [['governor', 'opposes']],
      { page: 1, start: 1200, end: 1275 },
    ),
  ];
  const checks = new Map<string, QuoteCheck>([
    ['p1', aCheck('normalised', 'Differs only in white space, hyphenation or typography.')],
    ['p2', aCheck('exact')],
    ['p3', aCheck('exact')],
    ['p4', aCheck('exact')],
    ['p5', aCheck('exact')],
    ['p6', aCheck('exact')],
    [
      'p7',
      aCheck(
        'drifted',
        'The text differs from the quote: it now reads “The threat of prosecution has no basis in law.”',
      ),
    ],
  ]);
  return {
    briefing: aBriefing(fields),
    archiveTitle: 'Immigration enforcement statements 2026',
    codebook: SAMPLE_CODEBOOK,
    documents: new Map(documents.map((document) => [document.id, document])),
    passages,
    checks,
  };
}
