import type { AgencyLevel } from '../../shared/domain/codebook.ts';
import type { DocumentKind } from '../../shared/domain/document.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';

/** An agency of the sample codebook. */
export interface SampleAgency {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly jurisdiction: string;
  readonly level: AgencyLevel;
  /** Name of the agency it belongs to. */
  readonly parent?: string;
  readonly notes?: string;
}

/** Metadata of a sample document. */
export interface SampleMetadata {
  readonly fileName: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly issuer: string | null;
  readonly author: string | null;
  readonly dateIssued: string;
  readonly collection: string;
  readonly notes: string;
}

/** A topic of the sample codebook. */
export interface SampleTopic {
  /** Names of those above it and its own: "Immigration enforcement / Detainers". */
  readonly path: readonly string[];
  readonly definition: string;
}

/** A passage of the sample with its codings as [agency, stance, voice]; the agency's own document if no voice is given. */
export interface SamplePassage {
  readonly fileName: string;
  readonly quote: string;
  readonly codings: readonly (readonly [string, string, Coding['voice']?])[];
  readonly topic: string;
  readonly certainty?: Coding['certainty'];
  readonly review?: Passage['review'];
  readonly note?: string;
}

const LVMPD = 'Las Vegas Metropolitan Police Department';
const CHICAGO = 'Chicago Police Department';
const OMAHA = 'Omaha Police Department';
const STOCKTON = 'Stockton Police Department';
const SHERIFF = 'Alder County Sheriff’s Office';
const GOVERNOR = 'Office of the Governor of Nebraska';
const JUSTICE = 'U.S. Department of Justice';
const DEPUTY = 'Office of the Deputy Attorney General';
const CITY_ATTORNEY = 'Stockton City Attorney';
const LINCOLN = 'Lincoln Police Department';

const SUPPORTS = 'Supports';
const CONDITIONS = 'Supports with conditions';
const NEUTRAL = 'Neutral / no position';
const DECLINES = 'Declines to participate';
const OPPOSES = 'Opposes';
const COMPELS = 'Threatens or compels';
const SILENT = 'Silent';

const DESCRIBED = 'third-party-describing';
const QUOTED = 'third-party-quoting';
const OFFICIAL = 'named-official';

const ENFORCEMENT = 'Immigration enforcement';
const OPERATIONS = `${ENFORCEMENT} / Joint operations`;
const DETAINERS = `${ENFORCEMENT} / Detainers`;
const WARRANTS = `${ENFORCEMENT} / Judicial warrants`;
const SHARING = `${ENFORCEMENT} / Data sharing`;
const FUNDING = 'Federal funding';
const PROSECUTION = 'Prosecution of officials';

/** Topics in the order they are added: a parent stands before its children. */
export const TOPICS: readonly SampleTopic[] = [
  { path: [ENFORCEMENT], definition: 'Whether and how a body helps to enforce federal immigration law.' },
  {
    path: [ENFORCEMENT, 'Joint operations'],
    definition: 'Taking part in operations, task forces, checkpoints; officers and vehicles.',
  },
  {
    path: [ENFORCEMENT, 'Detainers'],
    definition: 'Holding a person beyond the time of release because a federal agency asks for it.',
  },
  { path: [ENFORCEMENT, 'Judicial warrants'], definition: 'What is done on a warrant signed by a judge.' },
  {
    path: [ENFORCEMENT, 'Data sharing'],
    definition: 'Names, release dates, access to persons in custody; 8 U.S.C. § 1373.',
  },
  { path: [FUNDING], definition: 'Grants and awards, and what they are made to depend on.' },
  { path: [PROSECUTION], definition: 'Charges against officials for a local policy.' },
];

/** Agencies in the order they are added: a parent stands before its children. */
export const AGENCIES: readonly SampleAgency[] = [
  { name: JUSTICE, aliases: ['DOJ', 'Justice Department'], jurisdiction: 'United States', level: 'federal' },
  {
    name: DEPUTY,
    aliases: ['ODAG', 'Deputy Attorney General'],
    jurisdiction: 'United States',
    level: 'federal',
    parent: JUSTICE,
  },
  { name: GOVERNOR, aliases: ['Governor of Nebraska'], jurisdiction: 'Nebraska', level: 'state' },
  {
    name: LVMPD,
    aliases: ['LVMPD', 'Las Vegas Metro'],
    jurisdiction: 'Las Vegas and Clark County, Nevada',
    level: 'municipal',
  },
  { name: CHICAGO, aliases: ['CPD', 'Chicago Police'], jurisdiction: 'Chicago, Illinois', level: 'municipal' },
  { name: OMAHA, aliases: ['OPD', 'Omaha Police'], jurisdiction: 'Omaha, Nebraska', level: 'municipal' },
  { name: STOCKTON, aliases: ['SPD', 'Stockton Police'], jurisdiction: 'Stockton, California', level: 'municipal' },
  {
    name: CITY_ATTORNEY,
    aliases: ['City Attorney of Stockton'],
    jurisdiction: 'Stockton, California',
    level: 'municipal',
  },
  { name: LINCOLN, aliases: ['LPD'], jurisdiction: 'Lincoln, Nebraska', level: 'municipal' },
  {
    name: SHERIFF,
    aliases: ['Sheriff of Alder County', 'ACSO'],
    jurisdiction: 'Alder County, Nebraska (invented)',
    level: 'county',
    notes: 'There is no such county.',
  },
];

const LOCAL = 'Local statements';
const FEDERAL = 'Federal guidance';
const invented = 'Invented for the sample archive.';

/** One entry for every sample document, in the order of import. */
export const METADATA: readonly SampleMetadata[] = [
  {
    fileName: 'deputy-attorney-general-memo.pdf',
    title: 'Memorandum: Cooperation of State and Local Authorities in Immigration Enforcement',
    kind: 'memo',
    issuer: DEPUTY,
    author: 'The Acting Deputy Attorney General',
    dateIssued: '2026-01-12',
    collection: FEDERAL,
    notes: `${invented} A sentence of section 3 runs on over the page break.`,
  },
  {
    fileName: 'governor-press-release.html',
    title: 'Governor welcomes federal guidance on immigration enforcement',
    kind: 'press-release',
    issuer: GOVERNOR,
    author: null,
    dateIssued: '2026-01-13',
    collection: 'State statements',
    notes: invented,
  },
  {
    fileName: 'alder-county-sheriff-notice.md',
    title: 'Sheriff’s notice to the residents of Alder County',
    kind: 'statement',
    issuer: SHERIFF,
    author: 'The Sheriff of Alder County',
    dateIssued: '2026-01-13',
    collection: LOCAL,
    notes: invented,
  },
  {
    fileName: 'chicago-statement.html',
    title: 'Superintendent’s statement on immigration enforcement',
    kind: 'statement',
    issuer: CHICAGO,
    author: 'The Superintendent of Police',
    dateIssued: '2026-01-14',
    collection: LOCAL,
    notes: invented,
  },
  {
    fileName: 'las-vegas-statement.pdf',
    title: 'Statement on federal immigration enforcement',
    kind: 'statement',
    issuer: LVMPD,
    author: 'Public Information Office',
    dateIssued: '2026-01-15',
    collection: LOCAL,
    notes: invented,
  },
  {
    fileName: 'omaha-statement-first-issued.docx',
    title: 'Statement on immigration enforcement (first issued)',
    kind: 'statement',
    issuer: OMAHA,
    author: 'The Chief of Police',
    dateIssued: '2026-01-16',
    collection: LOCAL,
    notes: `${invented} Replaced by the statement of January 23.`,
  },
  {
    fileName: 'stockton-community-notice.txt',
    title: 'Community notice: Our role when federal immigration officers are in the city',
    kind: 'statement',
    issuer: STOCKTON,
    author: 'The Chief of Police',
    dateIssued: '2026-01-20',
    collection: LOCAL,
    notes: invented,
  },
  {
    fileName: 'omaha-statement-revised.docx',
    title: 'Statement on immigration enforcement (revised)',
    kind: 'statement',
    issuer: OMAHA,
    author: 'The Chief of Police',
    dateIssued: '2026-01-23',
    collection: LOCAL,
    notes: `${invented} Replaces the statement of January 16.`,
  },
  {
    fileName: 'stockton-city-attorney-reply.pdf',
    title: 'Reply of the City Attorney to the memorandum of January 12, 2026',
    kind: 'letter',
    issuer: CITY_ATTORNEY,
    author: 'The City Attorney',
    dateIssued: '2026-01-27',
    collection: LOCAL,
    notes: invented,
  },
  {
    fileName: 'plains-ledger-report.txt',
    title: 'Who will help? Police answer the memo in different voices',
    kind: 'news-report',
    issuer: null,
    author: 'The Plains Ledger',
    dateIssued: '2026-01-30',
    collection: 'Press',
    notes: `${invented} A newspaper describes what others say: prefer their own documents as sources.`,
  },
];

const memo = 'deputy-attorney-general-memo.pdf';
const governor = 'governor-press-release.html';
const sheriff = 'alder-county-sheriff-notice.md';
const chicago = 'chicago-statement.html';
const lasVegas = 'las-vegas-statement.pdf';
const omahaFirst = 'omaha-statement-first-issued.docx';
const omahaRevised = 'omaha-statement-revised.docx';

/** Statements that replaced others: they become the newest version of them. */
export const VERSIONS: readonly { readonly newer: string; readonly older: string; readonly title: string }[] = [
  { newer: omahaRevised, older: omahaFirst, title: 'Statement on immigration enforcement' },
];

const stockton = 'stockton-community-notice.txt';
const reply = 'stockton-city-attorney-reply.pdf';
const news = 'plains-ledger-report.txt';

/** The coded passages, document by document. */
export const PASSAGES: readonly SamplePassage[] = [
  {
    fileName: memo,
    quote:
      'State and local authorities are expected to assist federal officers when asked, to honor detainers, and to give notice before a person named in a detainer is released.',
    topic: OPERATIONS,
    codings: [[DEPUTY, SUPPORTS]],
  },
  {
    fileName: memo,
    quote:
      'The police departments of Las Vegas, Chicago and Stockton are reported to have instructed officers to stay away from civil enforcement.',
    topic: OPERATIONS,
    certainty: 'probable',
    review: 'reviewed',
    codings: [
      [LVMPD, DECLINES, DESCRIBED],
      [CHICAGO, DECLINES, DESCRIBED],
      [STOCKTON, DECLINES, DESCRIBED],
    ],
    note: 'One sentence, three agencies. The memo describes them; compare their own statements.',
  },
  {
    fileName: memo,
    quote:
      'The Department regards a general instruction of that kind as an obstacle to the execution of federal law and not as a matter of local preference.',
    topic: OPERATIONS,
    codings: [[DEPUTY, OPPOSES]],
  },
  {
    fileName: memo,
    quote:
      'An official who knowingly directs subordinates to withhold lawful assistance, or who discloses a planned operation in order to defeat it, will be considered for prosecution to the fullest extent of the law',
    topic: PROSECUTION,
    codings: [[DEPUTY, COMPELS]],
    note: 'The threat. Quoted by nearly every reply.',
  },
  {
    fileName: memo,
    quote:
      'Where the law allows, such awards are to be suspended until the jurisdiction certifies that it complies with 8 U.S.C. § 1373.',
    topic: FUNDING,
    codings: [[DEPUTY, COMPELS]],
    note: 'Runs on over the page break.',
  },
  {
    fileName: memo,
    quote: 'Nothing in this memorandum directs a State or local officer to act as an immigration officer.',
    topic: ENFORCEMENT,
    codings: [[DEPUTY, NEUTRAL]],
    note: 'The limit that the City Attorney of Stockton relies on.',
  },
  {
    fileName: governor,
    quote: 'The State Patrol will support federal officers when they ask for it, within the law and within its means.',
    topic: OPERATIONS,
    codings: [[GOVERNOR, SUPPORTS]],
  },
  {
    fileName: governor,
    quote: 'The Governor asked every sheriff and every chief of police in the State to honor federal detainers',
    topic: DETAINERS,
    codings: [[GOVERNOR, SUPPORTS]],
  },
  {
    fileName: governor,
    quote:
      'State troopers will not enter schools or places of worship for immigration enforcement unless a judge has issued a warrant or life is in danger.',
    topic: WARRANTS,
    codings: [[GOVERNOR, CONDITIONS]],
  },
  {
    fileName: governor,
    quote: 'A chief who disagrees with me should hear from me, and not from a grand jury.',
    topic: PROSECUTION,
    certainty: 'probable',
    review: 'needs-review',
    codings: [[GOVERNOR, OPPOSES, OFFICIAL]],
    note: 'Opposes prosecution of local officials, not the enforcement itself.',
  },
  {
    fileName: sheriff,
    quote: 'The Alder County Sheriff’s Office will assist federal immigration officers.',
    topic: OPERATIONS,
    codings: [[SHERIFF, SUPPORTS]],
  },
  {
    fileName: sheriff,
    quote: 'We will honor every detainer for up to 48 hours',
    topic: DETAINERS,
    codings: [[SHERIFF, SUPPORTS]],
  },
  {
    fileName: sheriff,
    quote: 'Deputies will not run checkpoints, and they will not stop a driver because of how he looks or speaks.',
    topic: OPERATIONS,
    codings: [[SHERIFF, CONDITIONS]],
  },
  {
    fileName: chicago,
    quote:
      'The Chicago Police Department does not take part in civil immigration enforcement. It will not do so under threat.',
    topic: OPERATIONS,
    codings: [[CHICAGO, DECLINES]],
  },
  {
    fileName: chicago,
    quote: 'Members will act on a criminal warrant signed by a judge.',
    topic: WARRANTS,
    codings: [[CHICAGO, CONDITIONS]],
  },
  {
    fileName: chicago,
    quote: 'Members will not give federal agents access to persons in custody for civil immigration interviews.',
    topic: SHARING,
    codings: [[CHICAGO, DECLINES]],
  },
  {
    fileName: chicago,
    quote: 'We oppose the use of city police as a reserve for immigration raids.',
    topic: OPERATIONS,
    codings: [[CHICAGO, OPPOSES]],
  },
  {
    fileName: lasVegas,
    quote:
      'Our officers will not take part in civil immigration enforcement operations, and no patrol resource will be assigned to them.',
    topic: OPERATIONS,
    codings: [[LVMPD, DECLINES]],
  },
  {
    fileName: lasVegas,
    quote:
      'The Department will hold a person for federal authorities beyond the time of release only on a warrant signed by a judge.',
    topic: DETAINERS,
    codings: [[LVMPD, CONDITIONS]],
    note: 'Judicial warrants only: the same line as Chicago, Omaha (revised) and Stockton.',
  },
  {
    fileName: lasVegas,
    quote: 'We take no position on federal immigration policy, which is for Congress to make.',
    topic: ENFORCEMENT,
    codings: [[LVMPD, NEUTRAL]],
  },
  {
    fileName: omahaFirst,
    quote: 'The Department takes no position on how that responsibility should be exercised.',
    topic: ENFORCEMENT,
    codings: [[OMAHA, NEUTRAL]],
    note: 'Withdrawn a week later.',
  },
  {
    fileName: omahaFirst,
    quote: 'Requests from federal agencies are passed to a supervisor and are decided one by one.',
    topic: OPERATIONS,
    codings: [[OMAHA, CONDITIONS]],
  },
  {
    fileName: omahaRevised,
    quote:
      'The Omaha Police Department will not take part in it. Officers will not be assigned to civil immigration operations, and requests for such assistance will be declined by the watch commander.',
    topic: OPERATIONS,
    codings: [[OMAHA, DECLINES]],
  },
  {
    fileName: omahaRevised,
    quote:
      'A request that rests on a warrant signed by a judge, or that concerns a crime of violence, will be granted in the ordinary way.',
    topic: WARRANTS,
    codings: [[OMAHA, CONDITIONS]],
  },
  {
    fileName: omahaRevised,
    quote: 'The Governor has asked local departments to do more. We have read that request with respect.',
    topic: ENFORCEMENT,
    certainty: 'doubtful',
    review: 'needs-review',
    codings: [
      [GOVERNOR, SUPPORTS, DESCRIBED],
      [OMAHA, DECLINES],
    ],
  },
  {
    fileName: stockton,
    quote:
      'The Stockton Police Department does not enforce immigration law and will not take part in operations whose purpose is to enforce it.',
    topic: OPERATIONS,
    codings: [[STOCKTON, DECLINES]],
  },
  {
    fileName: stockton,
    quote: 'We will help federal officers to carry out a warrant if it is signed by a judge.',
    topic: WARRANTS,
    codings: [[STOCKTON, CONDITIONS]],
  },
  {
    fileName: stockton,
    quote: 'If an operation of the task force turns into immigration enforcement, our officers will leave it.',
    topic: OPERATIONS,
    codings: [[STOCKTON, DECLINES]],
  },
  {
    fileName: reply,
    quote: 'An officer of this City who learns of a federal operation will neither join it nor impede it.',
    topic: OPERATIONS,
    codings: [
      [CITY_ATTORNEY, DECLINES],
      [STOCKTON, DECLINES, QUOTED],
    ],
    note: 'Speaks for the City and for its police.',
  },
  {
    fileName: reply,
    quote:
      'A threat to prosecute officials for a choice which the Constitution reserves to them is a command by another name. The City will oppose any such prosecution',
    topic: PROSECUTION,
    codings: [[CITY_ATTORNEY, OPPOSES]],
  },
  {
    fileName: reply,
    quote:
      'Where your officers bring a warrant signed by a judge, the Stockton Police Department will assist in its execution as it would for any court.',
    topic: WARRANTS,
    codings: [
      [CITY_ATTORNEY, CONDITIONS],
      [STOCKTON, CONDITIONS, QUOTED],
    ],
  },
  {
    fileName: news,
    quote:
      'The Omaha Police Department changed its answer within a week. On January 16 it took no position. On January 23 it said that it would not take part.',
    topic: OPERATIONS,
    codings: [[OMAHA, DECLINES, DESCRIBED]],
  },
  {
    fileName: news,
    quote: 'The Lincoln Police Department did not answer questions by press time.',
    topic: ENFORCEMENT,
    codings: [[LINCOLN, SILENT, DESCRIBED]],
    note: 'Silence is recorded, not interpreted.',
  },
];

/** The sample briefing. */
export const BRIEFING = {
  title: 'Who will assist? Local positions on federal immigration enforcement',
  asOf: '2026-01-31',
  groupBy: 'agency-stance',
  introduction: [
    'On January 12, 2026, the acting Deputy Attorney General announced that local officials who withhold assistance from federal immigration officers may be prosecuted. This briefing sets out, in their own words, what seven State and local bodies said in the fifteen days that followed.',
    'Three findings stand out. Every police department that answered declines to take part in civil enforcement, and every one of them will act on a warrant signed by a judge. One of them, Omaha, took no position at first and declined a week later. The Governor of Nebraska and one county sheriff support the federal request, but both draw lines of their own, and the Governor speaks against charging local officials.',
    'All sources are invented for this sample archive; nobody said these things.',
  ].join('\n\n'),
} as const;
