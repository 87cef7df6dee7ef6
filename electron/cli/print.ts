import Papa from 'papaparse';
import { z } from 'zod';
import { type BagReport, bagExportSchema, bagImportSchema, bagReportSchema } from '../../shared/contract/bag.ts';
import { type ExchangeImport, exchangeImportSchema } from '../../shared/contract/exchange.ts';
import { lintReportSchema } from '../../shared/contract/lint.ts';
import { importOutcomeSchema } from '../../shared/contract/outcomes.ts';
import { passageViewSchema } from '../../shared/contract/passage-view.ts';
import { type BriefingVerification, briefingVerificationSchema } from '../../shared/contract/verify-briefing.ts';
import { comparisonSchema, placementListSchema } from '../../shared/contract/versions.ts';
import type { ArchiveMethod } from '../../shared/contract.ts';
import { positionMatrixSchema } from '../../shared/contract.ts';
import { type Codebook, codebookSchema } from '../../shared/domain/codebook.ts';
import { placementSchema } from '../../shared/domain/passage.ts';
import { wordsToShow } from '../../shared/domain/passage-pieces.ts';
import { topicPath, topicsInOrder } from '../../shared/domain/topic-path.ts';
import type { OutputFormat } from './arguments.ts';
import { type CodebookPart, partOf, partRows } from './codebook-lists.ts';

type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return value.join('; ');
  }
  return JSON.stringify(value);
}

function toRow(value: unknown): Row {
  if (typeof value !== 'object' || value === null) return { value: toCell(value) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toCell(inner)]));
}

function passageRow(passage: z.infer<typeof passageViewSchema>, codebook: Codebook): Row {
  const agency = (id: string) => codebook.agencies.find((each) => each.id === id)?.name ?? id;
  const stance = (id: string) => codebook.stances.find((each) => each.id === id)?.name ?? id;
  return {
    id: passage.id,
    document: passage.documentTitle,
    dateIssued: passage.dateIssued,
    page: passage.pageLabel ?? passage.page,
    codings: passage.codings
      .map((each) => {
        const about = each.topicId === undefined ? [] : [topicName(codebook, each.topicId)];
        const more = [...about, each.voice, each.certainty].filter((part) => part !== undefined);
        const particulars = more.length === 0 ? '' : ` (${more.join(', ')})`;
        return `${agency(each.agencyId)}: ${stance(each.stanceId)}${particulars}`;
      })
      .join('; '),
    review: passage.review ?? 'coded',
    quote: wordsToShow(passage),
    note: passage.note,
    start: passage.start,
    end: passage.end,
  };
}

function topicName({ topics }: Codebook, id: string): string {
  const topic = topics.find((each) => each.id === id);
  return topic === undefined ? id : topicPath(topics, topic);
}

function matrixRows(matrix: z.infer<typeof positionMatrixSchema>): readonly Row[] {
  return matrix.agencies.map((agency) => {
    const counts = matrix.stances.map((stance) => {
      const cell = matrix.cells.find((each) => each.agencyId === agency.id && each.stanceId === stance.id);
      return [stance.name, cell?.count ?? 0];
    });
    return { agency: agency.name, ...Object.fromEntries(counts), total: agency.total };
  });
}

const decidedSchema = z.array(z.object({ passageId: z.string(), placement: placementSchema }));
const checked = z.array(z.object({ id: z.string(), check: z.record(z.string(), z.unknown()) }));

/** The result of a method as rows of a table. `codebook` gives names to the ids of codings. */
function rowsOf(method: ArchiveMethod, value: unknown, codebook: Codebook): readonly Row[] {
  switch (method) {
    case 'passage.list':
      return z
        .object({ passages: z.array(passageViewSchema) })
        .parse(value)
        .passages.map((passage) => passageRow(passage, codebook));
    case 'passage.get':
    case 'passage.add':
    case 'passage.update':
    case 'passage.uncode':
    case 'passage.changeCoding':
    case 'passage.reshape':
    case 'passage.resizeArea':
    case 'passage.extend':
    case 'passage.merge':
      return [passageRow(passageViewSchema.parse(value), codebook)];
    case 'passage.code':
    case 'passage.recode':
    case 'passage.review':
    case 'passage.setInternal':
    case 'passage.split':
      return z
        .array(passageViewSchema)
        .parse(value)
        .map((passage) => passageRow(passage, codebook));
    case 'passage.verify':
      return checked.parse(value).map(({ id, check }) => ({ id, ...toRow(check) }));
    case 'document.import':
    case 'document.resumeImport':
    case 'manifest.import':
      return z
        .array(importOutcomeSchema)
        .parse(value)
        .map(({ similar = [], ...outcome }) => ({
          ...outcome,
          similar: similar.map(({ title, similarity }) => `${title} (${Math.floor(similarity * 100)} %)`).join('; '),
        }));
    case 'position.matrix':
      return matrixRows(positionMatrixSchema.parse(value));
    case 'bag.verify': {
      const { faults, warnings } = bagReportSchema.parse(value);
      return [
        ...faults.map((fault) => findingRow('fault', fault)),
        ...warnings.map((one) => findingRow('warning', one)),
      ];
    }
    case 'briefing.verifyFile':
      return briefingVerificationSchema
        .parse(value)
        .uses.map(({ number, outcome, expected, printed, reason, documentTitle }) => ({
          ...{ number, outcome, expected, printed },
          ...{ reason, source: documentTitle },
        }));
    case 'briefing.lint':
      return lintReportSchema.parse(value).findings.map(({ severity, rule, path, words, explanation, remedy }) => ({
        ...{ severity, rule, block: path.join('.') },
        ...{ words, explanation, remedy },
      }));
    case 'bag.export': {
      const { report, payload, ...counts } = bagExportSchema.parse(value);
      return [{ ...counts, valid: report.valid, files: payload.files, bytes: payload.bytes }];
    }
    case 'bag.import':
      return bagImportSchema.parse(value).outcomes.map(toRow);
    case 'exchange.import':
      return exchangeRows(exchangeImportSchema.parse(value));
    case 'version.compare':
      return comparisonSchema
        .parse(value)
        .segments.filter(({ kind }) => kind !== 'equal')
        .map(({ kind, fromPage, toPage, moveId, words, passageIds }) => ({
          change: kind,
          moveId,
          fromPage,
          toPage,
          words,
          passages: passageIds.join('; '),
        }));
    case 'version.placements':
    case 'version.recarry':
      return placementListSchema.parse(value).placements.map(({ passageId, version, placement, quote, briefings }) => ({
        passage: passageId,
        version,
        outcome: placement.outcome,
        decision: placement.decision,
        score: placement.score,
        quote,
        newQuote: placement.quote,
        page: placement.page,
        briefings: briefings.map(({ title }) => title).join('; '),
      }));
    case 'version.decide':
      return decidedSchema
        .parse(value)
        .map(({ passageId, placement }) => ({ passage: passageId, ...toRow(placement) }));
    case 'codebook.get': {
      const { agencies, stances, topics } = codebookSchema.parse(value);
      return [
        ...agencies.map(({ id, name, aliases, jurisdiction, level }) => ({
          what: 'agency',
          id,
          name,
          particulars: [aliases.join('; '), jurisdiction, level].filter((part) => part !== '').join(' · '),
        })),
        ...stances.map(({ id, name, letter, digit, definition }) => ({
          what: 'stance',
          id,
          name,
          particulars: [letter, digit === null ? '' : String(digit), definition]
            .filter((part) => part !== '')
            .join(' · '),
        })),
        ...topicsInOrder(topics).map((topic) => ({
          what: 'topic',
          id: topic.id,
          name: topicPath(topics, topic),
          particulars: topic.definition,
        })),
      ];
    }
    default:
      if (Array.isArray(value)) return value.map(toRow);
      return value === null ? [] : Object.entries(toRow(value)).map(([field, cell]) => ({ field, value: cell }));
  }
}

const findingRow = (
  what: string,
  { code, path, line, message }: BagReport['faults'][number] | BagReport['warnings'][number],
): Row => ({
  what,
  code,
  path,
  line: line ?? null,
  message,
});

/** What came in, source by source, the passages to look at, and how many there are of each sort. */
function exchangeRows({ sources, attention, passages, codings, warnings }: ExchangeImport): readonly Row[] {
  const row = (what: string, name: string, outcome: string, more: Row = {}): Row => ({
    ...{ what, name, outcome, source: null, reason: null, changes: null },
    ...more,
  });
  return [
    ...sources.map(({ name, outcome, title, reason, changes }) =>
      row('source', name, outcome, {
        source: title,
        reason,
        changes: changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`).join('; ') || null,
      }),
    ),
    ...attention.map(({ source, quote, outcome, reason }) => row('passage', quote, outcome, { source, reason })),
    ...Object.entries(passages).flatMap(([outcome, count]) =>
      count === 0 ? [] : [row('passages', String(count), outcome)],
    ),
    row('codings', String(codings), 'added'),
    ...warnings.map((warning) => row('warning', '', '', { reason: warning })),
  ];
}

/** A verdict, and under it every finding whole: what to do stands at its end. */
function bagVerdict({ valid, complete, version, payload, algorithms, faults, warnings }: BagReport): string {
  const verdict = valid ? 'valid' : complete ? 'not valid: something was altered' : 'not valid: not complete';
  const facts = [
    `BagIt ${version ?? '?'}`,
    `${payload.files} files with ${payload.bytes} bytes`,
    ...(algorithms.length === 0 ? [] : [algorithms.join(', ')]),
  ];
  const lines = [
    `${verdict} (${facts.join('; ')})`,
    ...faults.map(({ code, message }) => `fault    ${code}: ${message}`),
    ...warnings.map(({ code, message }) => `warning  ${code}: ${message}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** A verdict, and under it every quote that was not found, whole, with what became of it word by word. */
function briefingVerdict({ ok, against, counts, uses, sources, unknown, remarks }: BriefingVerification): string {
  const held = {
    archive: 'the originals in the archive',
    package: 'the originals in the package',
    file: 'the file itself',
  };
  const { found, altered, missing } = counts;
  const lines = [
    `${ok ? 'holds' : 'does not hold'} (against ${held[against]}: ${found} found, ${altered} altered, ${missing} missing)`,
    ...uses.flatMap(({ number, outcome, expected, difference, reason }) =>
      outcome === 'found'
        ? []
        : [`${outcome.padEnd(8)} quote ${number}: ${reason ?? ''}`, `         ${wordsOf(difference, expected)}`],
    ),
    ...sources.flatMap(({ outcome, reason }) => (reason === null ? [] : [`${outcome.padEnd(8)} ${reason}`])),
    ...unknown.map(({ words }) => `unknown  “${words}” is in quotation marks and belongs to no quote`),
    ...remarks.map((remark) => `note     ${remark}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Words with what went as [-…-] and what came in as {+…+}. */
const wordsOf = (difference: BriefingVerification['uses'][number]['difference'], expected: string): string =>
  difference === null
    ? expected
    : difference
        .map(({ kind, words }) => (kind === 'equal' ? words : kind === 'delete' ? `[-${words}-]` : `{+${words}+}`))
        .join('')
        .replace(/\s+/g, ' ');

const CELL_WIDTH = 60;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > CELL_WIDTH ? `${line.slice(0, CELL_WIDTH - 1)}…` : line;
}

function columnsOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function toTable(rows: readonly Row[]): string {
  const names = columnsOf(rows);
  const lines = [names, ...rows.map((row) => names.map((name) => shorten(String(row[name] ?? ''))))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function toCsv(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const fields = [...columnsOf(rows)];
  const data = rows.map((row) => fields.map((name) => row[name] ?? ''));
  return `${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}

/**
 * What goes to stdout for the result of `method`. JSON is whole; a table shortens long cells; CSV has whole
 * cells, CRLF line ends, and a ' before cells that a spreadsheet would take for a formula.
 */
export function formatResult(method: ArchiveMethod, value: unknown, format: OutputFormat, codebook: Codebook): string {
  if (method === 'document.text') return String(value);
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  if (method === 'bag.verify' && format === 'table') return bagVerdict(bagReportSchema.parse(value));
  if (method === 'briefing.verifyFile' && format === 'table') {
    return briefingVerdict(briefingVerificationSchema.parse(value));
  }
  return formatRows(rowsOf(method, value, codebook), format);
}

/** What goes to stdout for one part of the codebook. */
export function formatPart(codebook: Codebook, part: CodebookPart, format: OutputFormat): string {
  if (format === 'json') return `${JSON.stringify(partOf(codebook, part), null, 2)}\n`;
  return formatRows(partRows(codebook, part), format);
}

function formatRows(rows: readonly Row[], format: OutputFormat): string {
  return format === 'csv' ? toCsv(rows) : rows.length === 0 ? 'Nothing.\n' : toTable(rows);
}
