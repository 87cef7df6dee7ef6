/** What kind of source document it is. */
export const DOCUMENT_KINDS = [
  'statement',
  'memo',
  'order',
  'policy',
  'transcript',
  'letter',
  'press-release',
  'news-report',
  'web-page',
  'legislation',
  'other',
] as const;

/** The formats that importers recognise by their bytes. */
export const FORMATS = [
  'pdf',
  'docx',
  'odt',
  'rtf',
  'html',
  'mhtml',
  'eml',
  'text',
  'markdown',
  'png',
  'jpeg',
  'tiff',
] as const;

/** What bytes kept beside an original are to it. */
export const COMPANION_ROLES = ['capture-pdf', 'container', 'recognition'] as const;

/**
 * What the text of a page is. `born-digital`: written as text. `ocr`: recognised from an image, here or by whoever made
 * the file. `disagrees`: text hidden behind an image that shows other words. `none`: an image whose words nobody read.
 */
export const PAGE_QUALITIES = ['born-digital', 'ocr', 'disagrees', 'none'] as const;

/**
 * Whose words a passage holds, seen from the agency of the coding. The last two are another's: an allegation about an
 * agency is not its stance.
 */
export const VOICES = [
  'own-document',
  'named-official',
  'spokesperson',
  'third-party-quoting',
  'third-party-describing',
] as const;

/** How certain the coder is of a coding. */
export const CERTAINTIES = ['certain', 'probable', 'doubtful'] as const;

/** How far the coding of a passage has come. */
export const REVIEW_STATES = ['coded', 'needs-review', 'reviewed'] as const;

/** How much of a passage is work product, which no export carries: its note, or all of it. */
export const INTERNALS = ['note', 'passage'] as const;

/** Kinds of annotation that other programs put on a PDF and that can become passages. */
export const ANNOTATION_KINDS = [
  'highlight',
  'underline',
  'strike-out',
  'squiggly',
  'note',
  'free-text',
  'area',
] as const;

/** In what a file came that was taken out of another one. */
export const CONTAINER_KINDS = ['zip', 'warc', 'eml'] as const;

/** What became of a statement after it was issued. */
export const WITHDRAWAL_STATUSES = ['withdrawn', 'rescinded'] as const;

/** Where a passage stands in another version: at the same words, at words that a person must look at, or nowhere. */
export const PLACEMENT_OUTCOMES = ['anchored', 'moved', 'lost'] as const;

/** Levels of government an agency may belong to. */
export const AGENCY_LEVELS = ['federal', 'state', 'county', 'municipal', 'tribal', 'foreign', 'other'] as const;

/** How the quotes of a briefing are arranged. */
export const GROUPINGS = ['agency-stance', 'stance-agency', 'document', 'date'] as const;

/**
 * The types of event. Where PREMIS has a term for it the type's first part carries it: ingestion
 * (`document.import`), fixity check (`archive.verify`), deletion (`document.trash`) …
 */
export const EVENT_TYPES = [
  'archive.create',
  'archive.update',
  'archive.verify',
  'archive.recover',
  'archive.migrate',
  'archive.restore',
  'document.import',
  'document.reject',
  'document.capture',
  'document.version',
  'document.recognise',
  'document.update',
  'document.trash',
  'document.restore',
  'passage.add',
  'passage.update',
  'passage.reshape',
  'passage.split',
  'passage.merge',
  'passage.review',
  'passage.import',
  'passage.delete',
  'passage.carry',
  'passage.decide',
  'agency.add',
  'agency.update',
  'agency.delete',
  'agency.merge',
  'stance.add',
  'stance.update',
  'stance.delete',
  'topic.add',
  'topic.update',
  'topic.merge',
  'topic.delete',
  'saved-search.add',
  'saved-search.update',
  'saved-search.delete',
  'document.export',
  'briefing.create',
  'briefing.update',
  'briefing.delete',
  'briefing.export',
  'fixity.check',
  'fixity.dismiss',
  'fixity.restore',
  'bag.export',
  'bag.import',
  'exchange.export',
  'exchange.import',
  'history.undo',
  'history.redo',
] as const;

/**
 * Outcomes of a quote check. `exact`: the text under the selectors is the quote. `normalised`: equal but for
 * white space, hyphenation at line or page ends, or ligatures. `ocr`: equal, on text recognised from an image.
 * `drifted`: the words were found elsewhere or slightly altered. `broken`: they were not found.
 */
export const QUOTE_STATUSES = ['exact', 'normalised', 'ocr', 'drifted', 'broken'] as const;

/**
 * How what is printed of a quote stands to it: the whole of it; shortened as marked; shortened with words in `[ ]` that
 * are the author's and not the quote's own.
 */
export const WORDINGS = ['whole', 'abridged', 'author-words'] as const;

/** How an event ended, in the words of PREMIS. */
export const EVENT_OUTCOMES = ['success', 'warning', 'failure'] as const;

/** Outcomes of recomputing the hash of a preserved object. */
export const FIXITY_OUTCOMES = ['intact', 'altered', 'missing', 'unreadable'] as const;

/** How often every preserved object is hashed again while the archive is open. */
export const FIXITY_INTERVALS = ['off', 'weekly', 'monthly', 'quarterly'] as const;
