import { readFileSync } from 'node:fs';
import { BUILT_IN_STYLES } from '../../../shared/citations/built-in-styles.ts';
import { createCitationFormatter } from '../../../shared/citations/citation-formatter.ts';
import { cslItemOf } from '../../../shared/citations/csl-item.ts';
import { readStyle } from '../../../shared/citations/style-file.ts';
import type { CitationFormatter, CslItem } from '../../../shared/domain/citation.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import type { SourceDocument, Version } from '../../../shared/domain/document.ts';
import type { ReportText } from '../../../shared/domain/report.ts';

const resource = (name: string): string =>
  readFileSync(new URL(`../../../resources/csl/${name}`, import.meta.url), 'utf8');

/** The terms that come with Standpoint. */
export const LOCALES = { 'en-US': resource('locales-en-US.xml'), 'en-GB': resource('locales-en-GB.xml') };

/** The rules of a style that comes with Standpoint. */
export const builtInCsl = (id: string): string => resource(`${id}.csl`);

const formatters = new Map<string, CitationFormatter>();

/** The formatter of a style that comes with Standpoint. */
export function formatterOf(styleId: string): CitationFormatter {
  const known = formatters.get(styleId);
  if (known !== undefined) return known;
  const style = BUILT_IN_STYLES.find(({ id }) => id === styleId);
  if (style === undefined) throw new Error(`no style ${styleId}`);
  const made = createCitationFormatter({ style, file: readStyle(builtInCsl(styleId)), locales: LOCALES });
  formatters.set(styleId, made);
  return made;
}

/** Words with their forms as plain text: *italic*, **bold**, {small capitals}, ^superscript^. */
export function marked(texts: readonly ReportText[]): string {
  return texts
    .map(({ text, bold, italic, smallCaps, superscript }) => {
      let words = text;
      if (smallCaps) words = `{${words}}`;
      if (superscript) words = `^${words}^`;
      if (bold) words = `**${words}**`;
      if (italic) words = `*${words}*`;
      return words;
    })
    .join('');
}

const agency = (id: string, name: string, aliases: readonly string[] = []): Codebook['agencies'][number] => ({
  id,
  name,
  aliases: [...aliases],
  jurisdiction: '',
  level: 'municipal',
  parentId: null,
  notes: '',
});

/** Agencies that issue the sources of the tests. */
export const CODEBOOK: Codebook = {
  agencies: [
    agency('opd', 'Omaha Police Department', ['OPD']),
    agency('ag', 'Office of the Attorney General of Nebraska'),
    agency('doj', 'United States Department of Justice', ['DOJ']),
    agency('herald', 'Omaha World-Herald'),
  ],
  stances: [],
  topics: [],
};

export const VERSION: Version = {
  number: 1,
  sha256: '0'.repeat(64),
  byteLength: 1,
  fileName: 'source.pdf',
  format: 'pdf',
  importedAt: '2026-03-04T10:00:00.000Z',
  extractor: 'test',
  textSha256: '0'.repeat(64),
  textLength: 1,
  pageCount: 12,
  companions: [],
};

/** A document that the Omaha Police Department issued on 3 February 2026, unless told otherwise. */
export function aDocument(fields: Partial<SourceDocument>): SourceDocument {
  return {
    id: fields.title ?? 'document',
    title: 'Untitled',
    kind: 'other',
    issuerId: 'opd',
    author: null,
    dateIssued: '2026-02-03',
    sourceUrl: null,
    dateCaptured: '2026-03-04T10:00:00.000Z',
    collection: null,
    notes: '',
    addedAt: '2026-03-04T10:00:00.000Z',
    versions: [VERSION],
    trashedAt: null,
    ...fields,
  };
}

/** The document in the terms of CSL. */
export const anItem = (fields: Partial<SourceDocument>): CslItem => cslItemOf(aDocument(fields), VERSION, CODEBOOK);
