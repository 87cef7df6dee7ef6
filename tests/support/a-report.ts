import type {
  ComposedCoding,
  ComposedQuote,
  ComposedSource,
  StanceMark,
} from '../../shared/domain/composed-briefing.ts';
import type {
  CitationStyle,
  QuoteUse,
  Report,
  ReportBlock,
  ReportInline,
  ReportNote,
  ReportText,
} from '../../shared/domain/report.ts';

/** Stances as in the default codebook. */
export const STANCES = {
  supports: { id: 'supports', name: 'Supports', letter: 'S', color: '#1a7f37' },
  conditions: { id: 'conditions', name: 'Supports with conditions', letter: 'C', color: '#0f7b8a' },
  declines: { id: 'declines', name: 'Declines to participate', letter: 'D', color: '#9a6700' },
  opposes: { id: 'opposes', name: 'Opposes', letter: 'O', color: '#bc4c00' },
} as const satisfies Readonly<Record<string, StanceMark>>;

const NOTE_STYLE: CitationStyle = { id: 'chicago-notes', title: 'Chicago (notes)', kind: 'note' };
export const IN_TEXT_STYLE: CitationStyle = { id: 'apa', title: 'APA', kind: 'in-text' };

/** Plain written words. */
export const plain = (text: string, form: Omit<ReportText, 'text'> = {}): ReportInline => ({
  kind: 'text',
  text: { text, ...form },
});

/** A paragraph of the given words and inlines. */
export const aParagraph = (...content: readonly (string | ReportInline)[]): ReportBlock => ({
  kind: 'paragraph',
  content: content.map((part) => (typeof part === 'string' ? plain(part) : part)),
});

/** A heading without a line under it or a stance. */
export const aHeading = (level: 1 | 2 | 3, words: string): ReportBlock => ({
  kind: 'heading',
  level,
  content: [plain(words)],
  subheading: '',
  stance: null,
});

/** One preserved original. */
export function aSource(number: number, fields: Partial<ComposedSource> = {}): ComposedSource {
  return {
    number,
    documentId: `document${number}`,
    title: `Statement ${number} on calls for service`,
    issuer: 'Alder Falls Police Department',
    kind: 'Statement',
    dateIssued: 'March 18, 2026',
    dateCaptured: 'March 20, 2026',
    url: `https://alderfalls.example/statements/${number}.pdf`,
    fileName: `statement-${number}.pdf`,
    sha256: number.toString(16).padStart(2, '0').repeat(32),
    version: 1,
    versionCount: 1,
    withdrawal: null,
    ...fields,
  };
}

/** One coding on no topic. */
export function aCoding(agency: string, stance: StanceMark, fields: Partial<ComposedCoding> = {}): ComposedCoding {
  return {
    agency: { id: agency.toLowerCase().replace(/\W+/g, '-'), name: agency, jurisdiction: 'Nevada' },
    stance,
    topic: null,
    voice: null,
    certainty: null,
    ...fields,
  };
}

/** One passage, verified exactly. */
export function aQuote(number: number, text: string, fields: Partial<ComposedQuote> = {}): ComposedQuote {
  return {
    number,
    passageId: `passage${number}`,
    text,
    pieces: 1,
    codings: [],
    source: aSource(1),
    page: '2',
    pageCount: 1,
    check: { status: 'exact', reason: null, start: 0, end: text.length },
    isFlagged: false,
    ...fields,
  };
}

/** One use of a quote, whole, cited in a note of the use's number. */
export function aUse(number: number, quote: ComposedQuote, fields: Partial<QuoteUse> = {}): QuoteUse {
  const { source } = quote;
  return {
    useId: `use${number}`,
    number,
    quote,
    printed: quote.text,
    isAbridged: false,
    fault: null,
    note: number,
    inText: [],
    codings: quote.codings,
    evidence: {
      documentId: source.documentId,
      version: source.version,
      sha256: source.sha256,
      exact: quote.pieces === 0 ? '' : quote.text,
      selectors: [
        { type: 'TextQuoteSelector', exact: quote.text, prefix: 'The chief said: ', suffix: ' He took no questions.' },
        { type: 'TextPositionSelector', start: 100 * number, end: 100 * number + quote.text.length },
      ],
    },
    ...fields,
  };
}

/** A report of the given blocks; what it lists beside them is empty unless given. */
export function aReport(blocks: readonly ReportBlock[], fields: Partial<Report> = {}): Report {
  const uses = fields.uses ?? [];
  const flagged = uses.filter(({ quote, fault }) => quote.isFlagged || fault !== null);
  return {
    briefingId: 'briefing1',
    title: 'Local participation in federal civil immigration enforcement',
    archiveTitle: 'Immigration enforcement statements 2026',
    audience: 'Deputy Minister, Public Safety',
    asOf: 'November 15, 2026',
    page: 'a4',
    style: NOTE_STYLE,
    blocks,
    uses,
    quotes: [...new Map(uses.map(({ quote }) => [quote.number, quote])).values()],
    sources: [...new Map(uses.map(({ quote }) => [quote.source.number, quote.source])).values()],
    notes: [],
    bibliography: [],
    flagged,
    counts: { exact: uses.length - flagged.length, normalised: 0, flagged: flagged.length, areas: 0 },
    ...fields,
  };
}

/** A report in which every kind of block and inline stands at least once, cited in notes or in the text. */
export function aFullReport(style: CitationStyle = NOTE_STYLE): Report {
  const notes: ReportNote[] = [];
  const uses: QuoteUse[] = [];
  const isNote = style.kind === 'note';
  const addNote = (useId: string | null, ...text: readonly ReportText[]): number => {
    notes.push({ number: notes.length + 1, text, useId });
    return notes.length;
  };
  const use = (quote: ComposedQuote, fields: Partial<QuoteUse> = {}): QuoteUse => {
    const number = uses.length + 1;
    const citation: readonly ReportText[] = [
      { text: `${quote.source.issuer ?? 'Unknown'}, ` },
      { text: quote.source.title, italic: true },
      { text: `, ${quote.page ?? 'n.p.'}.` },
    ];
    const made = aUse(number, quote, {
      note: isNote ? addNote(`use${number}`, ...citation) : null,
      inText: isNote ? [] : [{ text: `(${quote.source.issuer ?? 'Unknown'} 2026, ${quote.page ?? 'n.p.'})` }],
      ...fields,
    });
    uses.push(made);
    return made;
  };
  const order = aSource(2, {
    title: 'General Order 12.4: Cooperation with federal agencies',
    issuer: 'Bristow Police Department',
    kind: 'Order',
    dateIssued: 'February 2026',
    url: null,
    version: 1,
    versionCount: 2,
    withdrawal: 'Rescinded April 28, 2026 (General Order 12.5, section 1)',
  });
  const first = aQuote(1, 'Our officers do not ask about immigration status, and we will not take part in raids.', {
    codings: [aCoding('Alder Falls Police Department', STANCES.declines, { topic: 'Status / Calls for service' })],
    check: { status: 'normalised', reason: 'Differs only in white space.', start: 0, end: 85 },
  });
  const second = aQuote(
    2,
    'Members shall not detain any person solely on the basis of an administrative warrant; members may assist where ' +
      'a judicial warrant has been issued.',
    {
      source: order,
      page: 'iv–v',
      pageCount: 2,
      pieces: 2,
      codings: [
        aCoding('Bristow Police Department', STANCES.conditions, { certainty: 'probable' }),
        aCoding('Bristow Police Department', STANCES.declines, { topic: 'Detainers', voice: 'named-official' }),
      ],
    },
  );
  const third = aQuote(3, 'The threat of prosecution has no basis in law.', {
    page: null,
    pageCount: 0,
    isFlagged: true,
    check: { status: 'drifted', reason: 'It now reads “The threat has no basis in law.”', start: 0, end: 40 },
    codings: [aCoding('Office of the Governor', STANCES.opposes)],
  });
  const blocks: readonly ReportBlock[] = [
    aHeading(1, 'Summary'),
    aParagraph(
      'Most departments ',
      plain('decline', { bold: true }),
      ' to take part; ',
      plain('one', { italic: true }),
      ' does not. See the ',
      plain('city’s page', { href: 'https://alderfalls.example/police?a=1&b=2' }),
      '.',
      { kind: 'break' },
      'The chief said that officers ',
      { kind: 'quote', use: use(first, { printed: '[will] not take part in raids', isAbridged: true }) },
      ', as the order of the neighbouring city has it ',
      { kind: 'citation', use: use(second, { printed: '' }) },
      '. The author adds a remark.',
      { kind: 'note', number: addNote(null, { text: 'A remark of the author’s own.' }) },
    ),
    {
      kind: 'list',
      ordered: true,
      start: 3,
      items: [
        [aParagraph('Third point')],
        [
          aParagraph('Fourth point'),
          { kind: 'list', ordered: false, start: 1, items: [[aParagraph('below it')], [aParagraph('and again')]] },
        ],
      ],
    },
    {
      kind: 'table',
      hasHead: true,
      rows: [
        [
          { isHead: true, colspan: 1, rowspan: 1, content: [aParagraph('Measure')] },
          { isHead: true, colspan: 2, rowspan: 1, content: [aParagraph('In force')] },
        ],
        [
          { isHead: true, colspan: 1, rowspan: 2, content: [aParagraph('Detainers')] },
          { isHead: false, colspan: 1, rowspan: 1, content: [aParagraph('since')] },
          { isHead: false, colspan: 1, rowspan: 1, content: [aParagraph('February 2026')] },
        ],
        [
          { isHead: false, colspan: 1, rowspan: 1, content: [aParagraph('until')] },
          { isHead: false, colspan: 1, rowspan: 1, content: [aParagraph('April 2026')] },
        ],
      ],
    },
    {
      kind: 'matrix',
      caption: 'Stances by agency',
      columns: [
        { name: STANCES.conditions.name, stance: STANCES.conditions },
        { name: STANCES.declines.name, stance: STANCES.declines },
      ],
      rows: [
        {
          agency: 'Alder Falls Police Department',
          jurisdiction: 'Alder Falls, Nevada',
          cells: [
            { count: 0, stances: [] },
            { count: 1, stances: [STANCES.declines] },
          ],
          total: 1,
        },
        {
          agency: 'Bristow Police Department',
          jurisdiction: '',
          cells: [
            { count: 1, stances: [STANCES.conditions] },
            { count: 1, stances: [STANCES.declines] },
          ],
          total: 2,
        },
      ],
      totals: [1, 2],
      total: 3,
      absent: ['Silent'],
      lapsed: [],
    },
    {
      kind: 'heading',
      level: 1,
      content: [plain('Alder Falls Police Department')],
      subheading: 'Alder Falls, Nevada',
      stance: null,
    },
    {
      kind: 'heading',
      level: 2,
      content: [plain('Declines to participate')],
      subheading: '',
      stance: STANCES.declines,
    },
    { kind: 'quote', use: use(first), showCodings: true, isBrief: false },
    { kind: 'quote', use: use(second), showCodings: true, isBrief: false },
    { kind: 'quote', use: use(third), showCodings: false, isBrief: false },
    { kind: 'gap', reason: 'A passage stood here that is no longer in the archive.' },
    { kind: 'pageBreak' },
    aHeading(2, 'Once more'),
    aHeading(3, 'In brief'),
    { kind: 'quote', use: use(second), showCodings: false, isBrief: true },
    {
      kind: 'timeline',
      caption: 'Positions over time',
      entries: [
        {
          date: '2026-02',
          dateText: 'February 2026',
          agency: 'Bristow Police Department',
          stance: STANCES.conditions,
          topic: 'Detainers',
          source: order.title,
          sourceNumber: 2,
          isChange: false,
        },
        {
          date: '2026-04-28',
          dateText: 'April 28, 2026',
          agency: 'Bristow Police Department',
          stance: STANCES.declines,
          topic: 'Detainers',
          source: 'Reply to the Memorandum',
          sourceNumber: null,
          isChange: true,
        },
      ],
    },
    aHeading(1, 'Profile: Bristow Police Department'),
    {
      kind: 'profile',
      agency: 'Bristow Police Department',
      particulars: 'Municipal · Bristow, Nevada',
      positions: [
        {
          topic: 'Detainers',
          state: 'mixed',
          stances: [STANCES.declines, STANCES.conditions],
          since: 'April 28, 2026',
          previous: [STANCES.supports],
        },
        { topic: null, state: 'clear', stances: [STANCES.conditions], since: null, previous: [] },
      ],
      quotes: [use(second)],
    },
    aHeading(1, 'Sources'),
    { kind: 'sources' },
    aHeading(1, 'Method'),
    {
      kind: 'method',
      facts: [
        { label: 'Archive', value: 'Immigration enforcement statements 2026' },
        { label: 'Codebook', value: 'version 12' },
      ],
      paragraphs: ['Exact: the preserved text holds these very characters.', 'Two sources were excluded.'],
    },
  ];
  const sources = [aSource(1), order];
  return aReport(blocks, {
    style,
    uses,
    notes,
    sources,
    quotes: [first, second, third],
    bibliography: sources.map((source) => ({
      sourceNumbers: [source.number],
      text: [{ text: `${source.issuer ?? ''}. ` }, { text: source.title, italic: true }, { text: '.' }],
    })),
    counts: { exact: 1, normalised: 1, flagged: 1, areas: 0 },
  });
}

/** A report of so many uses of as many quotes, from a tenth as many sources. */
export function aLargeReport(count: number): Report {
  const notes: ReportNote[] = [];
  const marks = Object.values(STANCES);
  const uses = Array.from({ length: count }, (_value, index) => {
    const number = index + 1;
    const source = aSource((index % Math.max(1, Math.ceil(count / 10))) + 1);
    const stance = marks[index % marks.length] ?? STANCES.supports;
    const quote = aQuote(
      number,
      `In matter ${number} the department will not assist unless a judge has signed the warrant, and its officers ` +
        'keep no record of where a caller was born, whatever the request of another agency may say about it.',
      { source, codings: [aCoding(`Department ${index % 40}`, stance)] },
    );
    notes.push({ number, text: [{ text: `${source.issuer}, ${source.title}, 2.` }], useId: `use${number}` });
    return aUse(number, quote);
  });
  const blocks = uses.flatMap((use, index): readonly ReportBlock[] => [
    ...(index % 10 === 0 ? [aHeading(index % 50 === 0 ? 1 : 2, `Part ${index / 10 + 1}`)] : []),
    { kind: 'quote', use, showCodings: true, isBrief: false },
  ]);
  return aReport([...blocks, aHeading(1, 'Sources'), { kind: 'sources' }], { uses, notes });
}
