import type { QuoteCheck } from '../contract/outcomes.ts';
import type { Briefing } from './briefing.ts';
import { compareText, markOf, sortedStances } from './briefing-codings.ts';
import { composeSources, sourceKey } from './briefing-sources.ts';
import { type CitedPage, pagesInPrint } from './cited-pages.ts';
import type { Codebook } from './codebook.ts';
import type {
  AgencyMark,
  ComposedBriefing,
  ComposedMatrix,
  ComposedQuote,
  ComposedSection,
} from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { wordsToShow } from './passage-pieces.ts';
import { formatDate } from './printed-form.ts';
import { readableQuote } from './readable-quote.ts';
import { layOut } from './report-layout.ts';
import { checkAsPrinted } from './report-uses.ts';
import { type Chosen, choosePassages, type PlannedSection, planSections } from './section-plan.ts';

/** All that a briefing is composed of. */
export interface BriefingInput {
  readonly briefing: Briefing;
  readonly archiveTitle: string;
  readonly codebook: Codebook;
  /** By document id. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
  readonly passages: readonly Passage[];
  /** By passage id; a passage without one counts as not verified. */
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  /** By passage id, the pages that its words stand on; where that is not said, the page that it begins on counts. */
  readonly pages?: ReadonlyMap<string, readonly CitedPage[]>;
}

/** What selecting passages needs. Without checks, a filter by their outcome sets no limit. */
export type SelectionInput = Omit<BriefingInput, 'checks'> & Partial<Pick<BriefingInput, 'checks'>>;

/**
 * The passages of a briefing in its order, each once, at its first appearance: of a composed one those that it quotes or
 * cites, of one that arranges itself those that fit the filter, with those put in and without those taken out by hand.
 * None of a trashed document; none of a document issued after the as-of date (documents whose date is not known stay, as
 * do those whose date is too coarse to tell); none that is kept in the house.
 */
export function selectPassages(input: SelectionInput): readonly Passage[] {
  if (input.briefing.body !== undefined) {
    const { placed } = layOut(input, input.briefing.body);
    return [...new Map(placed.map(({ passage }) => [passage.id, passage])).values()];
  }
  const seen = new Set<string>();
  const ordered: Passage[] = [];
  for (const { chosen } of plan(input)
    .flatMap((section) => section.groups)
    .flatMap((group) => group.entries)) {
    if (seen.has(chosen.passage.id)) continue;
    seen.add(chosen.passage.id);
    ordered.push(chosen.passage);
  }
  return ordered;
}

const plan = (input: SelectionInput): readonly PlannedSection[] =>
  planSections(choosePassages(input, input.briefing), input.briefing.groupBy, input.codebook, input.briefing.order);

/**
 * Resolves, groups and numbers everything a briefing prints. A passage with several codings appears in each
 * group that one of them fits, always under the same number.
 */
export function composeBriefing(input: BriefingInput): ComposedBriefing {
  const sections = plan(input);
  const chosen = new Map<string, Chosen>();
  for (const group of sections.flatMap((section) => section.groups)) {
    for (const entry of group.entries) {
      if (!chosen.has(entry.chosen.passage.id)) chosen.set(entry.chosen.passage.id, entry.chosen);
    }
  }
  const sources = composeSources([...chosen.values()], input.codebook);
  const quotes = new Map<string, ComposedQuote>();
  for (const { passage, codings, document } of chosen.values()) {
    const source = sources.get(sourceKey(document, passage.version));
    if (source === undefined) continue;
    const pages = input.pages?.get(passage.id) ?? pageOf(passage);
    const check = checkAsPrinted(passage.quote, input.checks.get(passage.id) ?? NOT_CHECKED);
    quotes.set(passage.id, {
      number: quotes.size + 1,
      passageId: passage.id,
      text: passage.quote === '' ? wordsToShow(passage) : readableQuote(passage.quote),
      pieces: passage.quote === '' ? 0 : (passage.spans?.length ?? 1),
      codings,
      source,
      page: pagesInPrint(pages),
      pageCount: pages.length,
      check,
      isFlagged: check.status !== 'exact' && check.status !== 'normalised',
    });
  }
  const all = [...quotes.values()];
  const flagged = all.filter((quote) => quote.isFlagged);
  const worded = all.filter(({ pieces }) => pieces > 0);
  return {
    title: input.briefing.title,
    archiveTitle: input.archiveTitle,
    asOf: input.briefing.asOf === null ? null : formatDate(input.briefing.asOf),
    introduction: input.briefing.introduction
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean),
    groupBy: input.briefing.groupBy,
    matrix: composeMatrix(all, input.codebook),
    sections: resolveSections(sections, quotes),
    quotes: all,
    sources: [...sources.values()],
    flagged,
    counts: {
      exact: worded.filter((quote) => quote.check.status === 'exact').length,
      normalised: worded.filter((quote) => quote.check.status === 'normalised').length,
      flagged: flagged.length,
      areas: all.filter(({ pieces, isFlagged }) => pieces === 0 && !isFlagged).length,
    },
  };
}

const pageOf = ({ page, pageLabel }: Passage): readonly CitedPage[] =>
  page === null ? [] : [{ number: page, label: pageLabel }];

const NOT_CHECKED: QuoteCheck = {
  status: 'broken',
  reason: 'It was not checked against the preserved text.',
  start: null,
  end: null,
};

function resolveSections(
  sections: readonly PlannedSection[],
  quotes: ReadonlyMap<string, ComposedQuote>,
): readonly ComposedSection[] {
  const seen = new Set<string>();
  return sections.map((section) => ({
    ...section,
    heading: section.heading ?? '',
    groups: section.groups.map((group) => ({
      ...group,
      entries: group.entries.flatMap(({ chosen, codings }) => {
        const quote = quotes.get(chosen.passage.id);
        if (quote === undefined) return [];
        const isFirst = !seen.has(quote.passageId);
        seen.add(quote.passageId);
        return [{ quote, codings, isFirst }];
      }),
    })),
  }));
}

function composeMatrix(quotes: readonly ComposedQuote[], codebook: Codebook): ComposedMatrix {
  const counts = new Map<string, number>();
  const agencies = new Map<string, AgencyMark>();
  // A quote counts once for an agency and its stance, however many topics it is about.
  const positions = quotes.flatMap(({ codings }) => [
    ...new Map(codings.map((coding) => [`${coding.agency.id} ${coding.stance.id}`, coding])).values(),
  ]);
  for (const { agency, stance } of positions) {
    const key = `${agency.id} ${stance.id}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    agencies.set(agency.id, agency);
  }
  const used = new Set(quotes.flatMap((quote) => quote.codings.map((coding) => coding.stance.id)));
  const marks = sortedStances(codebook).map(markOf);
  const stances = marks.filter((stance) => used.has(stance.id));
  const rows = [...agencies.values()]
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
    .map((agency) => {
      const row = stances.map((stance) => counts.get(`${agency.id} ${stance.id}`) ?? 0);
      return { agency, counts: row, total: sum(row) };
    });
  const totals = stances.map((_, column) => sum(rows.map((row) => row.counts[column] ?? 0)));
  return { stances, rows, totals, total: sum(totals), absent: marks.filter((stance) => !used.has(stance.id)) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
