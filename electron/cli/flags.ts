import { z } from 'zod';
import { type ArchiveMethod, archiveContract } from '../../shared/contract.ts';
import { CERTAINTIES, VOICES } from '../../shared/domain/vocabulary.ts';

/** What a value names, so that names, titles and short ids can stand for ids on the command line. */
export type Reference = 'agency' | 'stance' | 'topic' | 'document' | 'briefing' | 'saved search';

/** One flag of a command, derived from one field of a contract method's input. */
export interface Flag {
  /** Where the value goes in the method's input, for example ['filter', 'agencyIds']. */
  readonly path: readonly string[];
  /** Without the dashes. */
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'switch' | 'choice' | 'span' | 'rectangle';
  /** For kind choice. */
  readonly choices: readonly string[];
  /** May be given several times. */
  readonly many: boolean;
  readonly required: boolean;
  /** An empty value stands for "none". */
  readonly clearable: boolean;
  readonly reference: Reference | null;
  readonly help: string;
}

/** Fields whose flag has another name than the field. */
const NAMES: Readonly<Record<string, string>> = {
  agencyIds: 'agency',
  stanceIds: 'stance',
  documentIds: 'document',
  documentId: 'document',
  briefingId: 'briefing',
  issuerId: 'issuer',
  parentId: 'parent',
  topicIds: 'topic',
  issuerIds: 'issuer',
  voices: 'voice',
  certainties: 'certainty',
  reviews: 'review',
  kinds: 'kind',
  issuedFrom: 'from',
  issuedTo: 'until',
  coders: 'by',
  collections: 'collection',
  statuses: 'status',
  internals: 'internal',
  aliases: 'alias',
  ids: 'id',
  codingIds: 'coding',
  passageIds: 'passage',
  paths: 'path',
  types: 'type',
  coder: 'by',
  firstPage: 'first',
  lastPage: 'last',
};

const REFERENCES: Readonly<Record<string, Reference>> = {
  agencyIds: 'agency',
  stanceIds: 'stance',
  documentIds: 'document',
  topicIds: 'topic',
  issuerIds: 'agency',
  documentId: 'document',
  issuerId: 'agency',
  'topic.parentId': 'topic',
  'topic.from': 'topic',
  'topic.into': 'topic',
  parentId: 'agency',
  'agency.from': 'agency',
  'agency.into': 'agency',
  'document.versionOf': 'document',
  'document.other': 'document',
  briefingId: 'briefing',
};

const ID_OF: Readonly<Record<string, Reference>> = {
  document: 'document',
  agency: 'agency',
  stance: 'stance',
  topic: 'topic',
  briefing: 'briefing',
  'saved-search': 'saved search',
  fixity: 'document',
  provenance: 'document',
  bag: 'document',
};

/** What every flag means; "noun.field" stands before "field". */
const HELP: Readonly<Record<string, string>> = {
  'capture.url': 'web address, http or https',
  'capture.collection': 'collection of a new document',
  keepErrors: 'keep the page even if the server answers with an error',
  keepUnchanged: 'keep another version even if its text is the same as before',
  title: 'title',
  directory: 'folder of the archive: new or empty',
  collection: 'collection, its parts separated by " / "',
  kind: 'what kind of document it is',
  issuerId: 'agency that issued it: id, name or alias',
  trashed: 'those in the trash instead',
  needsReview: 'only those that moved in a newer version or are lost in it, while nobody has decided on them',
  sort: 'order of the list',
  descending: 'last first',
  limit: 'at most so many',
  'briefing.file': 'Word document (.docx), web page (.html) or evidence package (.zip)',
  'briefing.limit': "read at most so many of the filter's passages",
  offset: 'skip so many',
  id: 'id',
  'document.id': 'document: id, the beginning of an id, or exact title',
  'agency.id': 'agency: id, name or alias',
  'stance.id': 'stance: id, name, letter or digit',
  'briefing.id': 'briefing: id, the beginning of an id, or exact title',
  'passage.id': 'passage id',
  textSha256: 'hash of the text that --start and --end are places in; refused if the text is another by now',
  version: 'version of the document; the newest if not given',
  firstPage: 'first page, from 1',
  lastPage: 'last page, included',
  author: 'author',
  dateIssued: 'date issued: YYYY, YYYY-MM or YYYY-MM-DD',
  sourceUrl: 'address it was taken from',
  dateCaptured: 'when it was taken from its source',
  notes: 'notes',
  documentId: 'document: id, the beginning of an id, or exact title',
  start: 'first UTF-16 code unit in the canonical text',
  end: 'code unit after the last one',
  quote: 'words to find; refused with the places listed if they occur more than once',
  note: 'note of the coder',
  review: 'how far the coding has come',
  state: 'how far the coding has come',
  'passage.to': 'what it is widened to',
  at: 'offset in the canonical text at which the second one begins',
  rect: 'part of the page to mark: left edge, upper edge, width and height in points, as 72,100,200,50',
  recognised: 'words recognised in it',
  'document.ids': 'document: id, the beginning of an id, or exact title',
  'passage.ids': 'passage id',
  codingIds: 'id of a coding, as `passage show` gives it',
  seq: 'refuse unless the entry with this number, as `history list` gives it, comes next',
  agencyIds: 'only of this agency: id, name or alias',
  stanceIds: 'only with this stance: id, name, letter or digit',
  documentIds: 'only from this document: id, the beginning of an id, or exact title',
  topicIds: 'only on this topic or one below it: id, name or path',
  voices: 'only with a coding of this voice',
  certainties: 'only with a coding of this certainty',
  reviews: 'only in this state of review',
  kinds: 'only from documents of this kind',
  issuerIds: 'only from documents issued by this agency: id, name or alias',
  issuedFrom: 'only from documents issued on this date or later: YYYY, YYYY-MM or YYYY-MM-DD',
  issuedTo: 'only from documents issued up to this date, included: YYYY, YYYY-MM or YYYY-MM-DD',
  coders: 'only marked or coded by this person',
  collections: 'only from documents of this collection or one below it',
  statuses: 'only with this outcome of the quote check',
  uncoded: 'only without a coding',
  internals: 'only if this much of it is kept in the house: its note, all of it (passage), or nothing (none)',
  view: 'view that it opens in',
  stemming: 'other forms of a word count as the word (the default; --no-stemming for the words as typed)',
  unchecked: 'those whose quote was not checked since it changed',
  query: 'words, "phrases", begin*, a NEAR/5 b, AND, OR, NOT, and fields like title:',
  places: 'at most so many places of a document',
  remove: 'take the codings off instead',
  'passage.setInternal.internal': 'keep their notes, or all of them, out of every export; empty takes that off',
  'passage.internal': 'keep its note, or all of it, out of every export; empty takes that off',
  'passage.agency': 'agency that the codings get: id, name or alias; an unknown name makes a new agency',
  'passage.stance': 'stance that they get: id, name, letter or digit',
  'passage.topic': 'topic that they get: id, name or path; an unknown one makes a new topic; empty takes it off',
  'passage.voice': 'voice that they get; empty takes it off',
  'passage.certainty': 'certainty that they get; empty takes it off',
  'passage.review': 'state of review that they get',
  'saved-search.id': 'saved search: id or name',
  'saved-search.query': 'words to find',
  'saved-search.sort': 'order and grouping, in the words of the view',
  'topic.id': 'topic: id, name or path',
  'topic.name': 'name',
  'topic.parentId': 'topic it is a part of: id, name or path; empty for none',
  'topic.order': 'place among its siblings',
  'topic.from': 'topic that goes: id, name or path',
  'topic.into': 'topic that stays: id, name or path',
  text: 'only where quote or note holds these words',
  name: 'name',
  aliases: 'another name',
  jurisdiction: 'place or field it has power over',
  level: 'level of government',
  parentId: 'agency it belongs to: id, name or alias',
  from: 'agency that goes: id, name or alias',
  into: 'agency that stays: id, name or alias',
  'version.id': 'document that becomes a version: id, the beginning of an id, or exact title',
  'version.into': 'document that gets the version: id, the beginning of an id, or exact title',
  'version.from': 'number of the older version',
  'version.to': 'number of the newer version',
  passageIds: 'passage id',
  decision: 'accept: it stands where it was found (or is gone, if it is lost); reject: it does not',
  'document.status': 'what became of it',
  'document.date': 'since when: YYYY, YYYY-MM or YYYY-MM-DD',
  'document.source': 'where that is said: address, title or citation',
  definition: 'when to use it',
  polarity: '-2 (opposes) to 2 (supports); empty for none',
  color: 'colour, #rrggbb in lower case',
  letter: 'one or two characters that mark it',
  digit: 'key 1 to 9 that sets it while reading; empty for none',
  order: 'place in lists',
  asOf: 'leave out documents issued after this date: YYYY, YYYY-MM or YYYY-MM-DD',
  introduction: 'plain text; a blank line separates paragraphs',
  groupBy: 'how the quotes are arranged',
  'passage.groupBy': 'what the passages stand under',
  include: 'passage id to take in, whatever the filter says',
  byHand: 'take only the passages put in by hand, none by the filter; --no-by-hand takes both',
  exclude: 'passage id to leave out',
  'briefing.order': 'passage ids in the order wanted; the others follow',
  'briefing.template': 'pattern to begin with: a name or an id, as `briefing templates` gives it',
  'briefing.name': 'name to keep it under',
  'briefing.description': 'what it is for, in a sentence',
  'briefing.level': 'level of its outermost headings, 1 to 3',
  'briefing.blockId': 'id of the section, as `briefing show` gives it',
  'briefing.compareVersions.from': 'id of the older version',
  'briefing.compareVersions.to': 'id of the newer version; the briefing as it stands if not given',
  'briefing.restoreVersion.id': 'version: id or the beginning of an id',
  'briefing.all': 'templates and kept versions as well',
  audience: 'for whom it is',
  citationStyle: 'citation style, as `citation styles` names it',
  'briefing.page': 'paper: a4 or letter',
  namesCoders: 'names of coders may stand in the method note; --no-names-coders leaves them out',
  to: 'file to write: .docx, .html or .md',
  'document.to': 'file to write: .pdf',
  includeNotes: 'write the notes into the highlights (the default; --no-include-notes leaves them out)',
  includeCoder: 'name who marked the passages (the default; --no-include-coder leaves the names out)',
  only: 'id of an annotation, as `document annotations` gives it',
  withCodings:
    'code those of an exported copy as their comments say, as far as the codebook has the stances; unknown agencies and topics are made',
  strict: 'refuse to write if a quote is neither exact nor normalised',
  before: 'only entries before this sequence number',
  types: 'only this type of entry',
  'history.documentId': 'only about this document: id, the beginning of an id, or exact title',
  'history.seq': 'number of the entry',
  coder: 'only by this person',
  'history.from': 'only from this date on: YYYY, YYYY-MM or YYYY-MM-DD',
  'history.until': 'only up to this date, included: YYYY, YYYY-MM or YYYY-MM-DD',
  outcome: 'only with this outcome',
  'history.text': 'only where the description holds these words',
  'provenance.to': 'file to write: .xml (PREMIS 3) or .csv',
  'provenance.ids': 'document: id, the beginning of an id, or exact title',
  'fixity.ids': 'document: id, the beginning of an id, or exact title',
  interval: 'how often every preserved file is hashed again',
  sha256: 'hash of the preserved file, as `fixity show` gives it',
  reason: 'why the fault may stay as it is',
  'fixity.from': 'file, folder or ZIP that holds an unaltered copy',
  'backup.name': 'name of the backup, as `backup list` gives it',
  'backup.to': 'new or empty folder for an archive made of the backup',
  paths: 'file or folder',
  'document.versionOf':
    'make the one file the next version of this document: id, the beginning of an id, or exact title',
  'document.other': 'the other document: id, the beginning of an id, or exact title',
  jobId: 'id of the import, as `archive show` gives it',
  path: 'table: a CSV, TSV or JSON file',
  baseDirectory: 'folder from which the names of the files start; that of the table if not given',
  intoCollection: 'collection of files that the table puts in none, its parts separated by " / "',
  createAgencies: 'make agencies of issuers that the codebook does not know; else they go into the notes',
  'manifest.file': 'column with the name of the file',
  'manifest.title': 'column with the title',
  'manifest.kind': 'column with the kind of document',
  'manifest.issuer': 'column with the agency that issued it',
  'manifest.author': 'column with the author',
  'manifest.dateIssued': 'column with the date issued',
  'manifest.sourceUrl': 'column with the address it was taken from',
  'manifest.dateCaptured': 'column with the date it was taken from its source',
  'manifest.collection': 'column with the collection',
  'manifest.notes': 'column with notes',
  'manifest.sha256': 'column with the SHA-256 that the file must have',
  'manifest.versionOf': 'column that names what it is a version of: a document id, a file of the table, or an address',
  'citation.path': 'citation style: a .csl file',
  'citation.id': 'id of the style',
  style: 'citation style: its id in `citation styles`; Chicago notes if not given',
  'bag.path': 'folder of the bag, or a ZIP of it',
  'bag.to': 'folder to make, or .zip',
  'bag.sourceOrganization': 'organisation that gives the bag away, for Source-Organization in bag-info.txt',
  'bag.ids': 'document to put in: id, the beginning of an id, or exact title',
  briefingId: 'put in what this briefing quotes: id, the beginning of an id, or exact title',
  zip: 'pack it as a ZIP whatever its name',
  'exchange.to': 'file to write: .csv, .xlsx, .jsonld, .qdpx, .qdc, .ris or .json',
  'exchange.path': 'file of the other program',
  'exchange.briefingId': 'only what this briefing quotes: id, the beginning of an id, or exact title',
  table: 'which table a .csv holds; codings if not given',
  includeCoders: 'name who marked and coded',
  'exchange.includeNotes': 'write notes that are not internal (the default; --no-include-notes leaves them out)',
  includeOriginals: 'put the originals into a .qdpx (the default; --no-include-originals leaves them out)',
  preview: 'tell what would come in and change nothing',
  agencyCodes: 'top-level code with agencies below it',
  stanceCodes: 'top-level code with stances below it',
  topicCodes: 'top-level code that is a topic, or has topics below it',
  skipCodes: 'top-level code to leave out with all below it',
  defaultAgency:
    'agency of what has a stance or a topic but no agency: id, name or alias; an unknown name makes a new one',
  defaultStance: 'stance of what has an agency or a topic but no stance: id, name, letter or digit',
  'exchange.collection': 'collection of the documents that come in, its parts separated by " / "',
  overwrite: 'let citations replace metadata that say something else',
  page: 'page, from 1',
  x: 'left edge of the part, in points from the left edge of the page',
  y: 'upper edge of the part, in points from the upper edge of the page',
  width: 'width of the part in points',
  height: 'height of the part in points',
  scale: 'pixels a point, 1 to 10; 2 if not given',
  languages: 'language of the words; eng if none is given',
  'document.languages': 'language of the words; eng if none is given',
  'document.force': 'recognise pages again that were recognised before',
  'document.hidden':
    'text hidden behind a scan: leave it, check it against the image, or replace it by what is read there',
};

const CODING_FLAGS: readonly Flag[] = [
  {
    path: ['codings', 'agency'],
    name: 'agency',
    kind: 'text',
    choices: [],
    many: true,
    required: false,
    clearable: true,
    reference: null,
    help: 'agency of a coding: id, name or alias; an unknown name makes a new agency',
  },
  {
    path: ['codings', 'stance'],
    name: 'stance',
    kind: 'text',
    choices: [],
    many: true,
    required: false,
    clearable: true,
    reference: null,
    help: 'stance of the coding, one for each --agency in the same order: id, name, letter or digit',
  },
  {
    path: ['codings', 'topic'],
    name: 'topic',
    kind: 'text',
    choices: [],
    many: true,
    required: false,
    clearable: true,
    reference: null,
    help: 'what the stance is about: id, name or path like "Detainers / Jail access"; an unknown one is made',
  },
  {
    path: ['codings', 'voice'],
    name: 'voice',
    kind: 'choice',
    choices: VOICES,
    many: true,
    required: false,
    clearable: true,
    reference: null,
    help: 'whose words they are',
  },
  {
    path: ['codings', 'certainty'],
    name: 'certainty',
    kind: 'choice',
    choices: CERTAINTIES,
    many: true,
    required: false,
    clearable: true,
    reference: null,
    help: 'how certain the coder is',
  },
];

const SPAN_FLAG: Flag = {
  path: ['spans'],
  name: 'span',
  kind: 'span',
  choices: [],
  many: true,
  required: false,
  clearable: false,
  reference: null,
  help: 'piece as START-END in UTF-16 code units of the canonical text; give it several times for several pieces',
};

const kebab = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Shape {
  readonly schema: unknown;
  readonly required: boolean;
  readonly nullable: boolean;
}

function unwrap(schema: unknown): Shape {
  let inner = schema;
  let required = true;
  let nullable = false;
  for (;;) {
    if (inner instanceof z.ZodOptional) required = false;
    else if (inner instanceof z.ZodNullable) nullable = true;
    else return { schema: inner, required, nullable };
    inner = inner.unwrap();
  }
}

function flagOf(method: ArchiveMethod, path: readonly string[], schema: unknown): readonly Flag[] {
  const field = path[path.length - 1] ?? '';
  const noun = method.split('.')[0] ?? '';
  const { schema: inner, required, nullable } = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, value]) =>
      flagOf(method, [...path, key], value).map((flag) => ({ ...flag, required: false })),
    );
  }
  const many = inner instanceof z.ZodArray;
  const element = many ? unwrap(inner.element).schema : inner;
  if (element instanceof z.ZodObject && field === 'spans') return [{ ...SPAN_FLAG, required }];
  if (element instanceof z.ZodObject) {
    return CODING_FLAGS.map((flag) => ({ ...flag, required: required && ['agency', 'stance'].includes(flag.name) }));
  }
  const base = {
    path,
    name: NAMES[field] ?? kebab(field),
    many,
    required,
    clearable: nullable || (many && !required),
    reference:
      field === 'id' || field === 'ids'
        ? (ID_OF[noun] ?? null)
        : (REFERENCES[`${noun}.${field}`] ?? REFERENCES[field] ?? null),
    help: HELP[`${method}.${field}`] ?? HELP[`${noun}.${field}`] ?? HELP[field] ?? '',
    choices: element instanceof z.ZodEnum ? element.options.map(String) : [],
  };
  if (element instanceof z.ZodEnum) return [{ ...base, kind: 'choice' }];
  if (element instanceof z.ZodTuple) return [{ ...base, kind: 'rectangle' }];
  if (element instanceof z.ZodNumber) return [{ ...base, kind: 'integer' }];
  if (element instanceof z.ZodBoolean) return [{ ...base, kind: 'switch' }];
  return [{ ...base, kind: 'text' }];
}

/** The flags of a method, one for each field of its input in the order of the contract, but for `hidden` fields. */
export function flagsOf(method: ArchiveMethod, hidden: readonly string[] = []): readonly Flag[] {
  return Object.entries(archiveContract[method].input.shape)
    .filter(([field]) => !hidden.includes(field))
    .flatMap(([field, schema]) => flagOf(method, [field], schema));
}
