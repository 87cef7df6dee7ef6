import { type ArchiveMethod, archiveContract } from '../../shared/contract.ts';
import type { CodebookPart } from './codebook-lists.ts';
import { type Flag, flagsOf } from './flags.ts';

/** A command of the line: what it is called, what it takes, which method answers it. */
export interface Command {
  /** Contract method, or null for what the command line does alone. */
  readonly method: ArchiveMethod | null;
  /** Whether an archive must be named. */
  readonly needsArchive: boolean;
  /** Whether one that is named is opened, though none must be. */
  readonly mayHaveArchive?: boolean;
  /** For example ['document', 'import']. */
  readonly words: readonly string[];
  readonly summary: string;
  /** Flags that may stand without their name, in this order; the last one takes the rest if it is `many`. */
  readonly positionals: readonly Flag[];
  readonly flags: readonly Flag[];
  /** Paragraphs for help and docs. */
  readonly notes: readonly string[];
  /** The part of the codebook that is printed. */
  readonly part?: CodebookPart;
}

interface Declaration {
  readonly words: string;
  /** Fields of the input given without a flag. */
  readonly positionals?: readonly string[];
  /** Fields that make no sense here. */
  readonly hidden?: readonly string[];
  /** Works on its own, without an archive. */
  readonly withoutArchive?: boolean;
  /** Works on its own, and better with an archive. */
  readonly mayHaveArchive?: boolean;
  readonly notes?: readonly string[];
}

interface Exemption {
  /** Why the method has no command. */
  readonly exempt: string;
}

const CLEARING = 'An empty value ("") clears a field that may be empty.';
const CODINGS =
  'Give --agency and --stance several times for several codings: the first agency goes with the first stance, and so on. --topic, --voice and --certainty are given once for all, or once for each.';

const COLUMNS =
  'Each flag of a field names the column that holds it. Without any, columns are told by their headings: `file`, `title`, `kind`, `issuer` or `agency`, `author`, `date`, `url`, `captured`, `collection`, `notes`, `sha256`, `version of`.';

/** Every method of the archive with its command. The compiler and a test ask for the missing ones. */
export const DECLARATIONS: Readonly<Record<ArchiveMethod, Declaration | Exemption>> = {
  'archive.create': { words: 'archive create', positionals: ['directory'] },
  'archive.open': { exempt: 'every command opens the archive named by --archive' },
  'archive.close': { exempt: 'every command closes the archive when it is done' },
  'archive.status': { words: 'archive show' },
  'archive.rename': { words: 'archive rename', positionals: ['title'] },
  'archive.verify': {
    words: 'archive verify',
    notes: ['Ends with 1 if anything is wrong; the problems are in the result.'],
  },

  'document.import': {
    words: 'document import',
    positionals: ['paths'],
    hidden: ['jobId'],
    notes: [
      'One outcome a file: `{file, outcome, documentId, sha256, code, reason, similar?}`. Ends with 0 if every file was imported, is a new version, a duplicate or was skipped, with 1 if any failed or was cancelled.',
      'Files in ZIP and web archives (WARC) and what is attached to e-mails become documents of their own; `file` is then `bundle.zip › memo.pdf`.',
      'Ctrl-C stops after the files being read; what was imported stays. A second Ctrl-C ends at once; `document resume` then goes on.',
    ],
  },
  'document.cancelImport': { exempt: 'Ctrl-C during `document import` calls it' },
  'document.resumeImport': {
    words: 'document resume',
    positionals: ['jobId'],
    notes: ['`archive show` lists the imports that were cut off under `pendingImports`.'],
  },
  'document.abandonImport': { words: 'document abandon', positionals: ['jobId'] },
  'document.similar': { words: 'document similar', positionals: ['id'] },
  'document.distinguish': { words: 'document distinguish', positionals: ['id', 'other'] },
  'manifest.read': { words: 'manifest show', positionals: ['path'], notes: [COLUMNS] },
  'manifest.import': {
    words: 'manifest import',
    positionals: ['path'],
    hidden: ['jobId'],
    notes: [
      COLUMNS,
      'Outcomes and exit code as for `document import`. A file whose SHA-256 is not the one in the table fails.',
    ],
  },
  'collection.list': { words: 'collection list' },
  'document.list': { words: 'document list', hidden: ['filter'] },
  'document.get': { words: 'document show', positionals: ['id'] },
  'document.content': { words: 'document content', positionals: ['id'] },
  'document.textRuns': { words: 'document runs', positionals: ['id'] },
  'document.text': {
    words: 'document text',
    positionals: ['id'],
    notes: ['Prints the text as it is: no JSON, no line end added, whatever --format says.'],
  },
  'document.update': { words: 'document update', positionals: ['id'], notes: [CLEARING] },
  'document.recognise': {
    words: 'document recognise',
    positionals: ['ids'],
    hidden: ['jobId'],
    notes: [
      'Without ids, all documents with pages that wait for it. Works offline; the language data for English comes with Standpoint.',
      'One outcome a document. Ends with 1 if any failed. Ctrl-C stops it after the page being read; pages that were read are kept for the next time.',
    ],
  },
  'document.exportAnnotated': {
    words: 'document export-annotated',
    positionals: ['id'],
    notes: ['The copy begins with the very bytes of the original; a signature holds for that part.'],
  },
  'document.annotations': { words: 'document annotations', positionals: ['id'] },
  'passage.importAnnotations': {
    words: 'passage import-annotations',
    positionals: ['documentId'],
    notes: ['Without --only, all of them. What is a passage already is not imported again.'],
  },
  'document.areaImage': {
    words: 'document area-image',
    positionals: ['id'],
    notes: [
      'The field `png` of the result is a PNG file in Base64. Numbers are whole points; --scale is pixels a point.',
    ],
  },
  'recognition.area': {
    words: 'document recognise-area',
    positionals: ['documentId'],
    notes: ['Works offline and keeps nothing. Numbers are whole points from the top left corner of the page.'],
  },
  'passage.recogniseArea': { words: 'passage recognise-area', positionals: ['id'] },
  'recognition.status': { words: 'recognition show' },
  'recognition.pause': { exempt: 'a command recognises until it is done' },
  'recognition.resume': { exempt: 'a command recognises until it is done' },
  'recognition.cancel': { exempt: 'Ctrl-C during document recognise calls it' },
  'document.trash': { words: 'document trash', positionals: ['ids'] },
  'document.restore': { words: 'document restore', positionals: ['ids'] },
  'document.withdraw': { words: 'document withdraw', positionals: ['id'] },
  'document.unwithdraw': { words: 'document unwithdraw', positionals: ['id'] },

  'version.join': { words: 'version join', positionals: ['id', 'into'] },
  'version.placements': { words: 'version placements', positionals: ['documentId'] },
  'version.decide': { words: 'version decide', positionals: ['passageIds'] },
  'version.recarry': { words: 'version recarry', positionals: ['documentId'] },
  'version.compare': {
    words: 'version compare',
    positionals: ['documentId', 'from', 'to'],
    notes: ['As a table or CSV, one line for each change.'],
  },

  'passage.add': {
    words: 'passage add',
    notes: [
      'Give one of these: --quote; --start and --end; --span once or more; --page and --rect for an area of a page.',
      CODINGS,
    ],
  },
  'passage.update': {
    words: 'passage update',
    positionals: ['id'],
    notes: [
      CODINGS,
      'Codings given here replace all that the passage has; --agency "" --stance "" takes them all off.',
    ],
  },
  'passage.code': { words: 'passage code', positionals: ['ids'], notes: [CODINGS] },
  'passage.uncode': { words: 'passage uncode', positionals: ['id', 'codingIds'] },
  'passage.recode': {
    words: 'passage recode',
    positionals: ['ids'],
    notes: [CODINGS, '--agency "" --stance "" takes all codings off.'],
  },
  'passage.changeCoding': {
    words: 'passage change-coding',
    positionals: ['id', 'codingIds'],
    notes: [
      'Without ids of codings, all that the passage has. What is given takes the place of what they say; an empty value takes topic, voice or certainty off.',
    ],
  },
  'passage.alter': {
    words: 'passage alter',
    positionals: ['ids'],
    hidden: ['only', 'add', 'addsToUncoded'],
    notes: [
      'What is given takes the place of what all codings of the passages say; an empty value takes topic, voice or certainty off.',
    ],
  },
  'passage.alterEffect': {
    words: 'passage alter-effect',
    positionals: ['ids'],
    hidden: ['only', 'add', 'addsToUncoded'],
    notes: ['What passage alter would come to; nothing is changed.'],
  },
  'passage.delete': { words: 'passage delete', positionals: ['ids'] },
  'passage.get': { words: 'passage show', positionals: ['id'] },
  'passage.list': { words: 'passage list' },
  'passage.outline': { words: 'passage outline' },
  'passage.verify': {
    words: 'passage verify',
    positionals: ['ids'],
    notes: ['Without ids, all of them. Ends with 1 if any quote is neither exact nor normalised.'],
  },
  'passage.cite': { words: 'passage cite', positionals: ['id'] },

  'codebook.get': { words: 'codebook show' },
  'agency.add': { words: 'agency add', positionals: ['name'] },
  'agency.update': { words: 'agency update', positionals: ['id'], notes: [CLEARING] },
  'agency.merge': { words: 'agency merge', positionals: ['from', 'into'] },
  'agency.delete': { words: 'agency delete', positionals: ['id'] },
  'stance.add': { words: 'stance add', positionals: ['name'] },
  'stance.update': { words: 'stance update', positionals: ['id'], notes: [CLEARING] },
  'stance.delete': { words: 'stance delete', positionals: ['id'] },

  'search.query': {
    words: 'search',
    positionals: ['query'],
    notes: [
      'Several words may stand without quotation marks of the shell.',
      'Words, `"phrases in quotation marks"`, `begin*`, `a NEAR/5 b`, `"a b"~5`, `AND`, `OR`, `NOT` or `-word`, parentheses, and words in a field: `title:` `issuer:` `quote:` `note:` `agency:` `stance:` `topic:`. Other forms of a word count as the word, unless it is in quotation marks or --no-stemming is given. What cannot be read so is looked for as words.',
    ],
  },
  'search.find': {
    words: 'find',
    positionals: ['query'],
    notes: [
      'The language of `search`. One line for each document; `understood` says how a query was read that could not be taken as it was typed.',
    ],
  },
  'position.matrix': { words: 'position matrix' },

  'briefing.create': {
    words: 'briefing create',
    hidden: ['body'],
    notes: ['With --template, as `briefing templates` names them; its sections are filled in the window.'],
  },
  'briefing.dismissFindings': { exempt: 'a finding is dismissed beside its place, in the window' },
  'briefing.restoreFindings': { words: 'briefing restore-findings', positionals: ['id'] },
  'briefing.list': { words: 'briefing list' },
  'briefing.get': { words: 'briefing show', positionals: ['id'] },
  'briefing.update': { words: 'briefing update', positionals: ['id'], hidden: ['body'], notes: [CLEARING] },
  'briefing.delete': {
    words: 'briefing delete',
    positionals: ['id'],
    notes: ['Its kept versions go with it; the id of a version or of a template deletes that alone.'],
  },
  'briefing.preview': { words: 'briefing preview', positionals: ['id'], hidden: ['body'] },
  'briefing.compose': {
    words: 'briefing compose',
    positionals: ['id'],
    notes: [
      'Its passages stay where the grouping has put them; from then on they change only by hand or by a refresh.',
    ],
  },
  'briefing.fillSection': { words: 'briefing fill-section', positionals: ['id'] },
  'briefing.refreshSection': { words: 'briefing refresh-section', positionals: ['id', 'blockId'], hidden: ['section'] },
  'briefing.templates': { words: 'briefing templates' },
  'briefing.saveAsTemplate': { words: 'briefing save-as-template', positionals: ['id', 'name'] },
  'briefing.keepVersion': { words: 'briefing keep-version', positionals: ['id', 'name'] },
  'briefing.versions': { words: 'briefing versions', positionals: ['id'] },
  'briefing.compareVersions': {
    words: 'briefing compare',
    positionals: ['id', 'from', 'to'],
    notes: [
      'With ids of kept versions, as `briefing versions` gives them; without --to, with the briefing as it stands.',
    ],
  },
  'briefing.restoreVersion': { words: 'briefing restore-version', positionals: ['id'] },
  'briefing.export': {
    words: 'briefing export',
    positionals: ['id'],
    hidden: ['jobId'],
    notes: [
      'Quotes that are neither exact nor normalised are named on stderr before anything is written, and marked in the file (the exit code stays 0); with --strict nothing is written.',
      'A PDF is printed by a process of Electron, which must be there, as after `npm start`, and needs a screen, if only that of `xvfb-run`.',
    ],
  },
  'briefing.package': {
    words: 'briefing package',
    positionals: ['id'],
    hidden: ['jobId'],
    notes: [
      'The package is a BagIt bag (`bag verify` checks it). Its `verify.html`, opened in any browser, hashes the originals that are given to it and shows each quote in its context.',
      'Where Electron is not there or has no screen, the package holds no PDF; the README in it says so.',
    ],
  },
  'briefing.lint': {
    words: 'briefing lint',
    positionals: ['id'],
    hidden: ['body'],
    notes: ['Ends with 1 if anything is found that is wrong (`error`); warnings and notes leave it at 0.'],
  },

  'citation.styles': { words: 'citation styles' },
  'citation.addStyle': {
    words: 'citation add-style',
    positionals: ['path'],
    notes: ['A dependent style, which only points to another one, is refused: add that other one.'],
  },
  'citation.removeStyle': { words: 'citation remove-style', positionals: ['id'] },

  'briefing.verifyFile': {
    words: 'briefing verify',
    positionals: ['file'],
    hidden: ['mustBeIn'],
    mayHaveArchive: true,
    notes: [
      'With -a the quotes are held against the originals in the archive. Without it an evidence package is held against the originals in it, and a document against what it says of itself, which is named among the remarks.',
      'Works on a document that Word or LibreOffice saved again. White space, quotation marks, dashes and hyphens at line ends are no alteration; anything else is.',
      'Ends with 0 if every quote was found, with 1 if any is altered or missing, or an original was replaced.',
    ],
  },
  'bag.verify': {
    words: 'bag verify',
    positionals: ['path'],
    hidden: ['jobId'],
    withoutArchive: true,
    notes: [
      'Any bag of BagIt 0.93 to 1.0 (RFC 8493), whoever made it: a folder, or a ZIP with one folder in it. Nothing is fetched and nothing is written; no archive is needed.',
      'Ends with 0 if the bag is valid, with 1 if it is not. All faults are in the result, each with its code; warnings, which leave a bag valid, are on stderr too, but with `--format table`.',
    ],
  },
  'bag.export': {
    words: 'bag export',
    positionals: ['to'],
    hidden: ['jobId'],
    notes: [
      'Without --id or --briefing, the whole archive. A name that ends in .zip makes a ZIP. Nothing is replaced; the bag gets its name after it was checked.',
    ],
  },
  'bag.import': {
    words: 'bag import',
    positionals: ['path'],
    hidden: ['jobId'],
    notes: [
      'A bag of Standpoint comes in with passages, codings, agencies, stances and briefings; of any other bag each payload file becomes a document. A bag that is not valid is refused whole.',
      'Ends with 1 if any document failed.',
    ],
  },
  'export.cancel': { exempt: 'Ctrl-C during an export calls it' },
  'exchange.export': {
    words: 'exchange export',
    positionals: ['to'],
    hidden: ['jobId'],
    notes: [
      'The ending of TO decides: .csv (a table, --table says which), .xlsx, .jsonld (W3C Web Annotations), .qdpx and .qdc (REFI-QDA), .ris, .json (CSL-JSON).',
      "What is marked internal stays in the house, and names of coders do without --include-coders. Words that a spreadsheet would calculate get a ' before them in a .csv and are text in an .xlsx.",
    ],
  },
  'exchange.import': {
    words: 'exchange import',
    positionals: ['path'],
    notes: [
      'A REFI-QDA project (.qdpx) or codebook (.qdc), W3C Web Annotations or a Hypothesis export, citations (CSL-JSON), a table of codes such as that of Taguette. What is in the file decides; --preview tells what would come in.',
      'Top-level codes are agencies, stances or topics, with all that is below them. Nothing that is here is replaced; the whole import is one step to undo.',
      'Ends with 1 if a source did not come in or was not found.',
    ],
  },
  'topic.add': {
    words: 'topic add',
    positionals: ['name'],
    notes: ['A path like "Detainers / Jail access" makes the topics above it, too, where there are none.'],
  },
  'topic.update': { words: 'topic update', positionals: ['id'], notes: [CLEARING] },
  'topic.merge': { words: 'topic merge', positionals: ['from', 'into'] },
  'topic.delete': { words: 'topic delete', positionals: ['id'] },
  'passage.review': { words: 'passage review', positionals: ['ids'] },
  'passage.setInternal': { words: 'passage set-internal', positionals: ['ids'] },
  'passage.reshape': { words: 'passage reshape', positionals: ['id'] },
  'passage.resizeArea': { words: 'passage resize-area', positionals: ['id'] },
  'passage.extend': { words: 'passage extend', positionals: ['id'] },
  'passage.split': { words: 'passage split', positionals: ['id'] },
  'passage.merge': { words: 'passage merge', positionals: ['ids'] },
  'saved-search.list': { words: 'saved-search list' },
  'saved-search.add': { words: 'saved-search add', positionals: ['name'] },
  'saved-search.update': { words: 'saved-search update', positionals: ['id'] },
  'saved-search.delete': { words: 'saved-search delete', positionals: ['id'] },

  'bag.cancel': { exempt: 'Ctrl-C during a command about bags calls it' },

  'history.undo': { words: 'history undo' },
  'history.redo': { words: 'history redo' },

  'document.trashImpact': { words: 'document trash-impact', positionals: ['ids'] },
  'history.list': {
    words: 'history list',
    notes: ['Dates are of universal time. --document finds the checks of its files too.'],
  },
  'history.get': { words: 'history show', positionals: ['seq'] },
  'history.coders': { words: 'history coders' },
  'history.verify': {
    words: 'history verify',
    notes: [
      'Ends with 1 if the chain is broken; the first broken entry is in the result. Note `lastHash` elsewhere: it tells later whether the log was written anew.',
    ],
  },
  'provenance.export': {
    words: 'provenance export',
    positionals: ['ids'],
    notes: ['Without ids, the whole log.'],
  },

  'fixity.check': {
    words: 'fixity check',
    positionals: ['ids'],
    notes: ['Without ids, all preserved files. Ends with 1 if any is altered, missing or unreadable.'],
  },
  'fixity.cancel': { exempt: 'Ctrl-C during `fixity check` ends it' },
  'fixity.status': { words: 'fixity show', positionals: ['ids'] },
  'fixity.schedule': { words: 'fixity schedule', positionals: ['interval'] },
  'fixity.dismiss': { words: 'fixity dismiss', positionals: ['sha256'] },
  'fixity.restore': {
    words: 'fixity restore',
    positionals: ['sha256', 'from'],
    notes: [
      'FROM is a file, a folder (a copy of the archive, a bag) or a ZIP of one. Altered bytes are moved to the folder “damaged”, never deleted.',
    ],
  },

  'capture.take': {
    words: 'capture',
    positionals: ['url'],
    hidden: ['jobId'],
    notes: [
      'The one command that uses the network. It loads the address in a process of Electron, which must be there, as after `npm start`, and needs a screen, if only that of `xvfb-run`.',
      'Ends with 1 and keeps nothing if the server answers with an error or the text is the same as before; --keep-errors and --keep-unchanged keep it all the same.',
      'Ctrl-C stops it; nothing is kept then.',
    ],
  },
  'capture.cancel': { exempt: 'Ctrl-C during `capture` calls it' },
  'capture.keep': { exempt: '`capture --keep-errors --keep-unchanged` decides beforehand' },
  'capture.drop': { exempt: '`capture` keeps nothing that is undecided' },

  'backup.list': { words: 'backup list' },
  'backup.create': { words: 'backup create' },
  'backup.verify': {
    words: 'backup verify',
    positionals: ['name'],
    notes: ['Ends with 1 if the backup does not hold what was put into it.'],
  },
  'backup.restore': {
    words: 'backup restore',
    positionals: ['name'],
    notes: [
      'Without --to the archive itself goes back to that state, after a backup of the present one; `history undo` takes it back.',
      'With --to a new folder is made of the backup and the originals. That works for an archive that cannot be opened, too. The names of backups are those of the folders in backups/.',
    ],
  },
};

const plainFlag = (name: string, help: string): Flag => ({
  path: [name],
  name,
  kind: 'text',
  choices: [],
  many: false,
  required: true,
  clearable: false,
  reference: null,
  help,
});

/** Anchors selectors in a plain text with the product's engine; needs no archive. */
const REANCHOR: Command = {
  method: null,
  needsArchive: false,
  words: ['reanchor'],
  summary: 'Find selectors again in a plain text; prints one line of JSON for each',
  positionals: [],
  flags: [plainFlag('text', 'text file, UTF-8'), plainFlag('selectors', 'JSON lines, one set of selectors a line')],
  notes: [
    'A line is `{"id"?, "selectors": [W3C selectors]}`, or one TextQuoteSelector, or an array of selectors. The answer is `{id?, start, end, confidence, method}`, or `{id?, orphan: true, reason}`. Offsets are UTF-16 code units.',
  ],
};

function commandOf(method: ArchiveMethod, declaration: Declaration): Command {
  const { words, positionals = [], hidden, notes = [], withoutArchive = false, mayHaveArchive = false } = declaration;
  const flags = flagsOf(method, hidden);
  const isPositional = (flag: Flag) => positionals.includes(flag.path.join('.'));
  return {
    method,
    needsArchive: !withoutArchive && !mayHaveArchive,
    mayHaveArchive,
    words: words.split(' '),
    summary: archiveContract[method].summary,
    positionals: positionals.flatMap((field) => flags.filter((flag) => flag.path.join('.') === field)),
    flags: flags.filter((flag) => !isPositional(flag)),
    notes,
  };
}

const listCommand = (noun: string, part: CodebookPart, summary: string): Command => ({
  ...{ method: 'codebook.get', needsArchive: true, words: [noun, 'list'], summary, part },
  ...{ positionals: [], flags: [], notes: [] },
});

/** Parts of what `codebook show` tells, under the nouns where people look for them. */
const LISTS: readonly Command[] = [
  listCommand('agency', 'agencies', 'List agencies by name'),
  listCommand('stance', 'stances', 'List stances in their order'),
  listCommand('topic', 'topics', 'List topics, each before those that are a part of it'),
];

function isMethod(name: string): name is ArchiveMethod {
  return Object.hasOwn(DECLARATIONS, name);
}

/** All commands in the order of the contract. */
export const COMMANDS: readonly Command[] = [
  ...Object.keys(DECLARATIONS)
    .filter(isMethod)
    .flatMap((method) => {
      const declaration = DECLARATIONS[method];
      return 'exempt' in declaration ? [] : [commandOf(method, declaration)];
    }),
  ...LISTS,
  REANCHOR,
];

/** First words of the commands with what they are about, for help. */
export const NOUNS: Readonly<Record<string, string>> = {
  archive: 'create an archive, look at it, verify it',
  document: 'import source documents, list, read and describe them',
  version: 'compare the versions of a document, review where its passages stand in them',
  recognition: 'see what waits for the recognition of its text',
  collection: 'count the documents of each collection',
  manifest: 'import a table of files with their metadata',
  passage: 'mark passages with agency and stance, list and verify them',
  codebook: 'see agencies, stances and topics with their definitions',
  agency: 'list, add, change, merge and delete agencies',
  stance: 'list, add, change and delete stances',
  topic: 'list, add, change, move, merge and delete topics',
  capture: 'load a page from the web and keep it',
  search: 'search text, metadata, quotes and notes',
  find: 'search the same, by document',
  'saved-search': 'keep searches under a name',
  position: 'see which agency takes which stance',
  briefing: 'compose briefings and export them',
  citation: 'list, add and remove citation styles',
  history: 'read the journal, check its chain, undo and redo',
  bag: 'check bags, write the archive as one, take bags in',
  exchange: 'write for other programs and take in what they write',
  provenance: 'hand the log over as PREMIS or as a table',
  fixity: 'hash preserved files again, see and mend what is altered',
  backup: 'make, check and restore backups of the small files',
  reanchor: 'find selectors again in a plain text',
};
