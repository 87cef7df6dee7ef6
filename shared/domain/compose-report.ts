import { cslItemOf } from '../citations/csl-item.ts';
import { automaticBody } from './automatic-body.ts';
import type { BriefingBody } from './briefing-body.ts';
import { composeMethod } from './briefing-method.ts';
import { statementsOf } from './briefing-positions.ts';
import { sourceKey } from './briefing-sources.ts';
import type { CitationFormatter, CitationRequest, CslItem, FormattedCitations } from './citation.ts';
import { type CitedPage, pagesInPrint } from './cited-pages.ts';
import type { Codebook } from './codebook.ts';
import type { ComposedQuote } from './composed-briefing.ts';
import type { Passage } from './passage.ts';
import { formatDate } from './printed-form.ts';
import type { Report, ReportNote, ReportOptions } from './report.ts';
import type { PlacingInput, ReportInput } from './report-input.ts';
import { type Layout, layOut, type NoteMark } from './report-layout.ts';
import { composeUses, type Gap, type PlacedUse, type UseCitation } from './report-uses.ts';

/**
 * Composes a briefing: every quote resolved, checked and numbered, every citation and note in its place. What a person
 * composed is followed block by block; a briefing that arranges itself is given the body of `automaticBody` first.
 * Passages that are gone, kept in the house, in the trash or issued after the as-of date leave a gap with its reason.
 */
export function composeReport(input: ReportInput, formatter: CitationFormatter, options: ReportOptions): Report {
  const { briefing, codebook } = input;
  const layout = layOut(input, bodyOf(input));
  const { placed } = layout;
  // Styles refer to the note that first cites a source: the author's own notes count.
  const noteOf = new Map(layout.marks.flatMap((mark, index) => (mark.kind === 'use' ? [[mark.place, index + 1]] : [])));
  const cited = formatter(placed.map((use, place) => ({ ...requestOf(use, input), note: noteOf.get(place) ?? null })));
  const { notes, noteNumbers, citationOf } = composeNotes(layout, cited);
  const { uses, quotes, sources } = composeUses(input, placed, citationOf);
  const flagged = uses.filter(({ quote, fault }) => quote.isFlagged || fault !== null);
  const counts = countQuotes(quotes, new Set(flagged.map(({ quote }) => quote.passageId)));
  const numbers = new Map(sources.map((source) => [`${source.documentId} ${source.version}`, source.number]));
  const shown = new Map(quotes.map((quote) => [quote.passageId, quote.codings]));
  const coded = [...new Map(placed.map((use) => [use.passage.id, use])).values()].map(({ passage, document }) => ({
    passage,
    document,
    codings: shown.get(passage.id) ?? [],
  }));
  const method = composeMethod({
    input,
    layout,
    quotes,
    sources,
    counts,
    uses,
    style: cited.style,
    namesCoders: options.namesCoders,
  });
  return {
    briefingId: briefing.id,
    title: briefing.title,
    archiveTitle: input.archiveTitle,
    audience: briefing.audience ?? '',
    asOf: briefing.asOf === null ? null : formatDate(briefing.asOf),
    page: options.page,
    style: cited.style,
    blocks: layout.arrange({
      uses,
      noteNumbers,
      statements: statementsOf(coded, briefing.asOf),
      sourceNumberOf: ({ document, passage }) => numbers.get(sourceKey(document, passage.version)) ?? null,
      method,
    }),
    uses,
    quotes,
    sources,
    notes,
    bibliography: bibliographyOf(cited, placed, numbers, codebook),
    flagged,
    counts,
  };
}

/** The passages that a report prints or cites, in its order, each once: those whose check and pages it needs. */
export function quotedPassages(input: PlacingInput): readonly Passage[] {
  const { placed } = layOut(input, bodyOf(input));
  return [...new Map(placed.map(({ passage }) => [passage.id, passage])).values()];
}

/** The uses of a body that are not printed, in its order. */
export function gapsOf(input: PlacingInput): readonly Gap[] {
  return layOut(input, bodyOf(input)).gaps;
}

/** What a person composed, or the body of a briefing that arranges itself, with ids that count up. */
export function bodyOf(input: PlacingInput): BriefingBody {
  let count = 0;
  const newId = (): string => {
    count += 1;
    // Told from those of another briefing by its end.
    return `${input.briefing.id}-${count}`;
  };
  return input.briefing.body ?? automaticBody(input, { newId, filledAt: null });
}

function requestOf({ useId, document, passage }: PlacedUse, { codebook, pages }: ReportInput): CitationRequest {
  return {
    useId,
    item: itemOf({ document, passage }, codebook),
    page: pagesInPrint(pages?.get(passage.id) ?? pageOf(passage)),
  };
}

function itemOf({ document, passage }: Pick<PlacedUse, 'document' | 'passage'>, codebook: Codebook): CslItem {
  const version =
    document.versions.find(({ number }) => number === passage.version) ??
    document.versions[document.versions.length - 1];
  // A document has at least one version: its schema says so.
  return version === undefined
    ? { id: document.id, type: 'document', title: document.title }
    : cslItemOf(document, version, codebook);
}

const pageOf = ({ page, pageLabel }: Passage): readonly CitedPage[] =>
  page === null ? [] : [{ number: page, label: pageLabel }];

/** Numbers citations and the author's own notes together. */
function composeNotes(
  { marks, placed }: Layout,
  { style, citations }: FormattedCitations,
): {
  readonly notes: readonly ReportNote[];
  readonly noteNumbers: readonly (number | null)[];
  readonly citationOf: (place: number) => UseCitation;
} {
  const notes: ReportNote[] = [];
  const byPlace = new Map<number, number>();
  const noteNumbers = marks.map((mark: NoteMark): number | null => {
    const number = notes.length + 1;
    if (mark.kind === 'own') {
      notes.push({ number, text: mark.text === '' ? [] : [{ text: mark.text }], useId: null });
      return number;
    }
    if (style.kind === 'in-text') return null;
    byPlace.set(mark.place, number);
    notes.push({ number, text: citations[mark.place] ?? [], useId: placed[mark.place]?.useId ?? null });
    return number;
  });
  const citationOf = (place: number): UseCitation => ({
    note: byPlace.get(place) ?? null,
    inText: style.kind === 'in-text' ? (citations[place] ?? []) : [],
  });
  return { notes, noteNumbers, citationOf };
}

/** Of the passages quoted, each once; `flagged` are those of which a use is not clean. */
function countQuotes(quotes: readonly ComposedQuote[], flagged: ReadonlySet<string>): Report['counts'] {
  const clean = quotes.filter(({ passageId }) => !flagged.has(passageId));
  const worded = clean.filter(({ pieces }) => pieces > 0);
  return {
    exact: worded.filter(({ check }) => check.status === 'exact').length,
    normalised: worded.filter(({ check }) => check.status === 'normalised').length,
    flagged: flagged.size,
    areas: clean.length - worded.length,
  };
}

function bibliographyOf(
  { bibliography }: FormattedCitations,
  placed: readonly PlacedUse[],
  numbers: ReadonlyMap<string, number>,
  codebook: Codebook,
): Report['bibliography'] {
  const byItem = new Map<string, Set<number>>();
  for (const use of new Map(placed.map((each) => [sourceKey(each.document, each.passage.version), each])).values()) {
    const { id } = itemOf(use, codebook);
    const number = numbers.get(sourceKey(use.document, use.passage.version));
    if (number !== undefined) byItem.set(id, (byItem.get(id) ?? new Set()).add(number));
  }
  return bibliography.map(({ itemId, text }) => ({
    sourceNumbers: [...(byItem.get(itemId) ?? [])].sort((a, b) => a - b),
    text,
  }));
}
