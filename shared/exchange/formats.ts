/** What can be written for other programs: the ending of the file decides. */
export const EXPORT_FORMATS = [
  { extension: 'csv', name: 'Table (CSV)', holds: 'One table: codings, passages, documents or the codebook.' },
  { extension: 'xlsx', name: 'Workbook (Excel)', holds: 'Codings, passages, documents and the codebook.' },
  { extension: 'jsonld', name: 'W3C Web Annotations', holds: 'Passages and codings with their selectors.' },
  { extension: 'qdpx', name: 'REFI-QDA project', holds: 'Sources, codes, passages and notes for QDA programs.' },
  { extension: 'qdc', name: 'REFI-QDA codebook', holds: 'Agencies, stances and topics with their definitions.' },
  { extension: 'ris', name: 'Citations (RIS)', holds: 'The sources, for programs that manage references.' },
  { extension: 'json', name: 'Citations (CSL-JSON)', holds: 'The sources, for Zotero and programs like it.' },
] as const;

/** What can be read from other programs: what is in the file decides, not its ending. */
export const IMPORT_FORMATS = [
  { id: 'qdpx', extension: 'qdpx', name: 'REFI-QDA project' },
  { id: 'qdc', extension: 'qdc', name: 'REFI-QDA codebook' },
  { id: 'web-annotation', extension: 'jsonld', name: 'W3C Web Annotations or Hypothesis export' },
  { id: 'csl-json', extension: 'json', name: 'Citations (CSL-JSON)' },
  { id: 'codebook-csv', extension: 'csv', name: 'Codebook table, such as that of Taguette' },
] as const;

/** The tables that a CSV file can hold. */
export const EXPORT_TABLES = ['codings', 'passages', 'documents', 'codebook'] as const;

/** What the codes of another program can be here. */
export const CODE_ROLES = ['agency', 'stance', 'topic', 'skip'] as const;

/** What became of a source that came in. */
export const SOURCE_OUTCOMES = ['new', 'known', 'updated', 'unchanged', 'not-found', 'ambiguous', 'failed'] as const;

/**
 * What became of a passage that came in. `placed`: its words stand where the file says. `moved`: they were found
 * elsewhere, or are slightly others. `known`: there is the same passage already. `lost`: they were not found.
 */
export const PASSAGE_OUTCOMES = ['placed', 'moved', 'known', 'lost'] as const;

export type ExportExtension = (typeof EXPORT_FORMATS)[number]['extension'];
export type ExportTable = (typeof EXPORT_TABLES)[number];
export type CodeRole = (typeof CODE_ROLES)[number];
