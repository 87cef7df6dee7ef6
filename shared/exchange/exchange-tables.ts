import type { Agency, Codebook } from '../domain/codebook.ts';
import type { SourceDocument, Version } from '../domain/document.ts';
import type { Coding, Passage } from '../domain/passage.ts';
import { wordsToShow } from '../domain/passage-pieces.ts';
import { topicPath, topicsInOrder } from '../domain/topic-path.ts';
import { type ExchangeData, newestVersion, versionOfPassage } from './exchange-data.ts';
import type { ExportTable } from './formats.ts';

/** What stands in a cell; null for nothing. Numbers stay numbers, words are words whatever they begin with. */
export type TableCell = string | number | null;

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** In characters, for programs that show it. */
  readonly width: number;
  /** Whether long words are broken into lines. */
  readonly wraps?: boolean;
}

/** A table with a heading; every row has a cell for each column. */
export interface ExchangeTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** One column and how its cell is made from what a row is about. */
interface Field<Row> extends TableColumn {
  readonly cell: (row: Row) => TableCell;
}

const field = <Row>(title: string, width: number, cell: (row: Row) => TableCell, wraps?: true): Field<Row> =>
  wraps === undefined ? { title, width, cell } : { title, width, cell, wraps };

function tableOf<Row>(name: string, fields: readonly Field<Row>[], rows: readonly Row[]): ExchangeTable {
  return {
    name,
    columns: fields.map(({ title, width, wraps }) => ({ title, width, ...(wraps === undefined ? {} : { wraps }) })),
    rows: rows.map((row) => fields.map(({ cell }) => cell(row))),
  };
}

/** One of the tables. */
export function tableNamed(data: ExchangeData, which: ExportTable): ExchangeTable {
  switch (which) {
    case 'codings':
      return codingsTable(data);
    case 'passages':
      return passagesTable(data);
    case 'documents':
      return documentsTable(data);
    case 'codebook':
      return codebookTable(data.codebook);
  }
}

interface PassageRow {
  readonly document: SourceDocument;
  readonly passage: Passage;
  readonly version: Version | undefined;
}

interface CodingRow extends PassageRow {
  /** Null for a passage that carries none. */
  readonly coding: Coding | null;
}

const passageRows = ({ documents }: ExchangeData): PassageRow[] =>
  documents.flatMap(({ document, passages }) =>
    passages.map((passage) => ({ document, passage, version: versionOfPassage(document, passage) })),
  );

/** One row a coding, with all of its passage and its source; a passage without a coding has one row, too. */
function codingsTable(data: ExchangeData): ExchangeTable {
  const rows = passageRows(data).flatMap((row): CodingRow[] =>
    row.passage.codings.length === 0
      ? [{ ...row, coding: null }]
      : row.passage.codings.map((coding) => ({ ...row, coding })),
  );
  const names = namesOf(data.codebook);
  const fields: Field<CodingRow>[] = [
    field('Agency', 28, ({ coding }) => (coding === null ? null : names.agency(coding.agencyId))),
    field('Stance', 22, ({ coding }) => (coding === null ? null : names.stance(coding.stanceId))),
    field('Polarity', 9, ({ coding }) => (coding === null ? null : names.polarity(coding.stanceId))),
    field('Topic', 26, ({ coding }) => (coding?.topicId === undefined ? null : names.topic(coding.topicId))),
    field('Voice', 20, ({ coding }) => coding?.voice ?? null),
    field('Certainty', 11, ({ coding }) => coding?.certainty ?? null),
    ...passageFields(data),
    field('Coded at', 24, ({ coding }) => coding?.codedAt ?? null),
    ...(data.namesCoders
      ? [field<CodingRow>('Coder', 18, ({ coding, passage }) => coding?.coder ?? passage.coder)]
      : []),
    field('Coding id', 28, ({ coding }) => coding?.id ?? null),
  ];
  return tableOf('Codings', fields, rows);
}

/** One row a passage, its codings in words. */
function passagesTable(data: ExchangeData): ExchangeTable {
  const names = namesOf(data.codebook);
  const inWords = ({ agencyId, stanceId, topicId, voice, certainty }: Coding): string => {
    const more = [topicId === undefined ? undefined : names.topic(topicId), voice, certainty].filter(Boolean);
    return `${names.agency(agencyId)}: ${names.stance(stanceId)}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
  };
  const fields: Field<PassageRow>[] = [
    field('Codings', 40, ({ passage }) => passage.codings.map(inWords).join('; ') || null, true),
    ...passageFields(data),
    field('Marked at', 24, ({ passage }) => passage.createdAt),
    field('Changed at', 24, ({ passage }) => passage.updatedAt),
    ...(data.namesCoders ? [field<PassageRow>('Marked by', 18, ({ passage }) => passage.coder || null)] : []),
  ];
  return tableOf('Passages', fields, passageRows(data));
}

/** What is told of a passage and of its source in every table that has passages. */
function passageFields({ checks, codebook }: ExchangeData): Field<PassageRow>[] {
  const names = namesOf(codebook);
  return [
    field('Review', 14, ({ passage }) => passage.review ?? 'coded'),
    field('Quote', 70, ({ passage }) => wordsToShow(passage), true),
    field('Verification', 13, ({ passage }) => checks.get(passage.id)?.status ?? 'not checked'),
    field('What differs', 30, ({ passage }) => checks.get(passage.id)?.reason ?? null, true),
    field('Page', 8, ({ passage }) => passage.pageLabel ?? (passage.page === null ? null : String(passage.page))),
    field('Start', 9, ({ passage }) => passage.start),
    field('End', 9, ({ passage }) => passage.end),
    field('Note', 40, ({ passage }) => passage.note || null, true),
    field('Source', 44, ({ document }) => document.title, true),
    field('Kind', 14, ({ document }) => document.kind),
    field('Issuer', 28, ({ document }) => (document.issuerId === null ? null : names.agency(document.issuerId))),
    field('Author', 22, ({ document }) => document.author),
    field('Date issued', 12, ({ document }) => document.dateIssued),
    field('URL', 40, ({ document }) => document.sourceUrl),
    field('Date captured', 24, ({ document }) => document.dateCaptured),
    field('Status', 14, ({ document }) => document.withdrawal?.status ?? null),
    field('Version', 9, ({ passage }) => passage.version),
    field('File', 30, ({ version }) => version?.fileName ?? null),
    field('SHA-256', 66, ({ version }) => version?.sha256 ?? null),
    field('Document id', 28, ({ document }) => document.id),
    field('Passage id', 28, ({ passage }) => passage.id),
  ];
}

/** One row a document, its newest version. */
function documentsTable({ documents, codebook }: ExchangeData): ExchangeTable {
  const names = namesOf(codebook);
  const rows = documents.map(({ document, passages }) => ({ document, passages, version: newestVersion(document) }));
  const fields: Field<(typeof rows)[number]>[] = [
    field('Title', 50, ({ document }) => document.title, true),
    field('Kind', 14, ({ document }) => document.kind),
    field('Issuer', 28, ({ document }) => (document.issuerId === null ? null : names.agency(document.issuerId))),
    field('Author', 22, ({ document }) => document.author),
    field('Date issued', 12, ({ document }) => document.dateIssued),
    field('URL', 40, ({ document }) => document.sourceUrl),
    field('Date captured', 24, ({ document }) => document.dateCaptured),
    field('Collection', 24, ({ document }) => document.collection),
    field('Status', 14, ({ document }) => document.withdrawal?.status ?? null),
    field('Status since', 12, ({ document }) => document.withdrawal?.date ?? null),
    field('Versions', 9, ({ document }) => document.versions.length),
    field('File', 30, ({ version }) => version?.fileName ?? null),
    field('Format', 10, ({ version }) => version?.format ?? null),
    field('Bytes', 12, ({ version }) => version?.byteLength ?? null),
    field('Pages', 8, ({ version }) => version?.pageCount ?? null),
    field('SHA-256', 66, ({ version }) => version?.sha256 ?? null),
    field('Passages', 9, ({ passages }) => passages.length),
    field('Added at', 24, ({ document }) => document.addedAt),
    field('Document id', 28, ({ document }) => document.id),
  ];
  return tableOf('Documents', fields, rows);
}

interface CodebookRow {
  readonly sort: string;
  readonly name: string;
  readonly partOf: string | null;
  readonly definition: string | null;
  readonly particulars: string | null;
  readonly polarity: number | null;
  readonly letter: string | null;
  readonly color: string | null;
  readonly id: string;
}

/** One row an agency, a stance or a topic. */
function codebookTable(codebook: Codebook): ExchangeTable {
  const nothing = { partOf: null, definition: null, particulars: null, polarity: null, letter: null, color: null };
  const names = namesOf(codebook);
  const rows: CodebookRow[] = [
    ...[...codebook.agencies]
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .map((agency) => ({
        ...nothing,
        sort: 'agency',
        name: agency.name,
        partOf: agency.parentId === null ? null : names.agency(agency.parentId),
        particulars: agencyInWords(agency),
        id: agency.id,
      })),
    ...[...codebook.stances]
      .sort((a, b) => a.order - b.order)
      .map(({ id, name, definition, polarity, letter, color }) => ({
        ...{ ...nothing, sort: 'stance', id, name, polarity, letter, color },
        definition: definition || null,
      })),
    ...topicsInOrder(codebook.topics).map((topic) => ({
      ...nothing,
      sort: 'topic',
      name: topic.name,
      partOf: topic.parentId === null ? null : names.topic(topic.parentId),
      definition: topic.definition || null,
      id: topic.id,
    })),
  ];
  const fields: Field<CodebookRow>[] = [
    field('What', 9, ({ sort }) => sort),
    field('Name', 34, ({ name }) => name, true),
    field('Part of', 28, ({ partOf }) => partOf),
    field('Definition', 60, ({ definition }) => definition, true),
    field('Particulars', 44, ({ particulars }) => particulars, true),
    field('Polarity', 9, ({ polarity }) => polarity),
    field('Mark', 7, ({ letter }) => letter),
    field('Colour', 10, ({ color }) => color),
    field('Id', 28, ({ id }) => id),
  ];
  return tableOf('Codebook', fields, rows);
}

const agencyInWords = ({ aliases, jurisdiction, level }: Agency): string =>
  [level, jurisdiction, aliases.length === 0 ? '' : `also: ${aliases.join('; ')}`].filter(Boolean).join(' · ');

/** Names by id; the id itself for what is no longer there. */
function namesOf({ agencies, stances, topics }: Codebook) {
  const agencyNames = new Map(agencies.map(({ id, name }) => [id, name]));
  const stancesById = new Map(stances.map((stance) => [stance.id, stance]));
  const topicNames = new Map(topics.map((topic) => [topic.id, topicPath(topics, topic)]));
  return {
    agency: (id: string): string => agencyNames.get(id) ?? id,
    stance: (id: string): string => stancesById.get(id)?.name ?? id,
    polarity: (id: string): number | null => stancesById.get(id)?.polarity ?? null,
    topic: (id: string): string => topicNames.get(id) ?? id,
  };
}
