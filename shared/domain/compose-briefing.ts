import type { QuoteCheck } from '../contract/outcomes.ts';
import type { Briefing } from './briefing.ts';
import { type CitedPage, pagesInPrint } from './cited-pages.ts';
import type { Agency, Codebook, Stance } from './codebook.ts';
import type {
  AgencyMark,
  ComposedBriefing,
  ComposedCoding,
  ComposedMatrix,
  ComposedQuote,
  ComposedSection,
  ComposedSource,
  StanceMark,
} from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { codingFits, passageMatchesFilter } from './passage-filter.ts';
import { wordsToShow } from './passage-pieces.ts';
import { formatDate, kindLabel } from './printed-form.ts';
import { isPrintedExactly, readableQuote } from './readable-quote.ts';
import { topicPath } from './topic-path.ts';

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

/** A passage with the codings that count and its document. */
interface Chosen {
  readonly passage: Passage;
  readonly document: SourceDocument;
  readonly codings: readonly ComposedCoding[];
}

interface PlannedGroup {
  readonly heading: string | null;
  readonly stance: StanceMark | null;
  readonly entries: readonly { readonly chosen: Chosen; readonly codings: readonly ComposedCoding[] }[];
}

interface PlannedSection extends Omit<ComposedSection, 'groups'> {
  readonly groups: readonly PlannedGroup[];
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const compareText = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/**
 * The passages of a briefing in its order: those that fit the filter, with those put in and without those taken
 * out by hand; none of a trashed document; none of a document issued after the as-of date (documents whose date
 * is not known stay, as do those whose date is too coarse to tell). Within each group the order given by hand
 * comes first, then date issued, title and place in the document. Each passage once, at its first appearance.
 */
export function selectPassages(input: SelectionInput): readonly Passage[] {
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

/** The check of what is printed: a quote whose typesetting was undone is no longer the very characters. */
function checkAsPrinted(quote: string, check: QuoteCheck): QuoteCheck {
  if (check.status !== 'exact' || isPrintedExactly(quote)) return check;
  const reason = 'A line-end hyphen or a ligature of the source is printed as the word is written.';
  return { ...check, status: 'normalised', reason };
}

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

function choose(input: SelectionInput): readonly Chosen[] {
  const { briefing, codebook, documents } = input;
  const agencies = new Map(codebook.agencies.map((agency) => [agency.id, agency]));
  const stances = new Map(codebook.stances.map((stance) => [stance.id, stance]));
  const include = new Set(briefing.include);
  const exclude = new Set(briefing.exclude);
  const limit = briefing.asOf === null ? null : latestDay(briefing.asOf);
  return input.passages.flatMap((passage) => {
    const document = documents.get(passage.documentId);
    if (document === undefined || document.trashedAt !== null || exclude.has(passage.id)) return [];
    if (limit !== null && document.dateIssued !== null && earliestDay(document.dateIssued) > limit) return [];
    const status = input.checks?.get(passage.id)?.status;
    const fits =
      briefing.byHand !== true &&
      passageMatchesFilter(passage, briefing.filter, { document, topics: codebook.topics, status });
    if (!fits && !include.has(passage.id)) return [];
    const known = passage.codings.filter((coding) => !fits || codingFits(coding, briefing.filter, codebook.topics));
    return [{ passage, document, codings: resolveCodings(known, agencies, stances, codebook.topics) }];
  });
}

function resolveCodings(
  codings: Passage['codings'],
  agencies: ReadonlyMap<string, Agency>,
  stances: ReadonlyMap<string, Stance>,
  topics: Codebook['topics'],
): readonly ComposedCoding[] {
  const seen = new Set<string>();
  return codings.flatMap((coding) => {
    const agency = agencies.get(coding.agencyId);
    const stance = stances.get(coding.stanceId);
    const topic = topics.find(({ id }) => id === coding.topicId);
    const key = `${coding.agencyId} ${coding.stanceId} ${topic?.id ?? ''}`;
    if (agency === undefined || stance === undefined || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        agency: { id: agency.id, name: agency.name, jurisdiction: agency.jurisdiction },
        stance: markOf(stance),
        topic: topic === undefined ? null : topicPath(topics, topic),
        voice: coding.voice ?? null,
        certainty: coding.certainty ?? null,
      },
    ];
  });
}

const markOf = ({ id, name, letter, color }: Stance): StanceMark => ({ id, name, letter, color });

function plan(input: SelectionInput): readonly PlannedSection[] {
  const hand = new Map(input.briefing.order.map((id, place) => [id, place]));
  const chosen = [...choose(input)].sort((a, b) => {
    const left = hand.get(a.passage.id) ?? hand.size;
    const right = hand.get(b.passage.id) ?? hand.size;
    return left - right || compareByDate(a, b);
  });
  switch (input.briefing.groupBy) {
    case 'agency-stance':
      return planByCoding(chosen, input.codebook, true);
    case 'stance-agency':
      return planByCoding(chosen, input.codebook, false);
    case 'document':
      return planUndivided(chosen, input.codebook, (item) => item.document.id, compareByDate, documentHeading);
    case 'date':
      return planUndivided(chosen, input.codebook, monthOf, compareByDate, (item) => ({
        heading: item.document.dateIssued === null ? 'Date not known' : formatDate(monthOf(item)),
        subheading: '',
      }));
  }
}

const monthOf = (item: Chosen): string => item.document.dateIssued?.slice(0, 7) ?? '';

function compareByDate(a: Chosen, b: Chosen): number {
  const left = a.document.dateIssued ?? '9999-99';
  const right = b.document.dateIssued ?? '9999-99';
  return (
    (left < right ? -1 : left > right ? 1 : 0) ||
    compareText(a.document.title, b.document.title) ||
    compareText(a.document.id, b.document.id) ||
    a.passage.version - b.passage.version ||
    a.passage.start - b.passage.start ||
    a.passage.end - b.passage.end ||
    compareText(a.passage.id, b.passage.id)
  );
}

/** Sections by agency with groups by stance, or the other way round; passages without a coding come last. */
function planByCoding(chosen: readonly Chosen[], codebook: Codebook, agencyFirst: boolean): readonly PlannedSection[] {
  const agencies = [...codebook.agencies].sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
  const stances = sortedStances(codebook);
  const group = (agency: Agency, stance: Stance): PlannedGroup => ({
    heading: agencyFirst ? stance.name : agency.name,
    stance: agencyFirst ? markOf(stance) : null,
    entries: chosen.flatMap((item) => {
      const codings = item.codings.filter((c) => c.agency.id === agency.id && c.stance.id === stance.id);
      return codings.length === 0 ? [] : [{ chosen: item, codings }];
    }),
  });
  const sections: PlannedSection[] = agencyFirst
    ? agencies.map((agency) => ({
        heading: agency.name,
        subheading: agency.jurisdiction,
        stance: null,
        groups: stances.map((stance) => group(agency, stance)),
      }))
    : stances.map((stance) => ({
        heading: stance.name,
        subheading: stance.definition,
        stance: markOf(stance),
        groups: agencies.map((agency) => group(agency, stance)),
      }));
  sections.push({
    heading: 'Not coded',
    subheading: 'Passages that carry no agency and stance.',
    stance: null,
    groups: [
      {
        heading: null,
        stance: null,
        entries: chosen.filter((item) => item.codings.length === 0).map((item) => ({ chosen: item, codings: [] })),
      },
    ],
  });
  return sections
    .map((section) => ({ ...section, groups: section.groups.filter((candidate) => candidate.entries.length > 0) }))
    .filter((section) => section.groups.length > 0);
}

/** One group per section; sections in the order of their first passage by `compare`. */
function planUndivided(
  chosen: readonly Chosen[],
  codebook: Codebook,
  keyOf: (item: Chosen) => string,
  compare: (a: Chosen, b: Chosen) => number,
  headingOf: (item: Chosen, codebook: Codebook) => Pick<ComposedSection, 'heading' | 'subheading'>,
): readonly PlannedSection[] {
  const byKey = new Map<string, Chosen[]>();
  for (const item of [...chosen].sort(compare)) byKey.set(keyOf(item), []);
  for (const item of chosen) byKey.get(keyOf(item))?.push(item);
  return [...byKey.values()].flatMap((items) => {
    const first = items[0];
    if (first === undefined) return [];
    const entries = items.map((item) => ({ chosen: item, codings: item.codings }));
    return [{ ...headingOf(first, codebook), stance: null, groups: [{ heading: null, stance: null, entries }] }];
  });
}

function documentHeading(item: Chosen, codebook: Codebook): Pick<ComposedSection, 'heading' | 'subheading'> {
  const { document } = item;
  const parts = [issuerOf(document, codebook), kindLabel(document.kind)];
  if (document.dateIssued !== null) parts.push(formatDate(document.dateIssued));
  return { heading: document.title, subheading: parts.filter(Boolean).join(' · ') };
}

function issuerOf(document: SourceDocument, codebook: Codebook): string | null {
  return codebook.agencies.find((agency) => agency.id === document.issuerId)?.name ?? document.author;
}

const sourceKey = (document: SourceDocument, version: number): string => `${document.id} ${version}`;

/** The originals quoted, by issuer, date and title, numbered. */
function composeSources(chosen: readonly Chosen[], codebook: Codebook): ReadonlyMap<string, ComposedSource> {
  const cited = new Map<string, Chosen>();
  for (const item of chosen) cited.set(sourceKey(item.document, item.passage.version), item);
  const sorted = [...cited.entries()].sort(
    ([, a], [, b]) =>
      compareText(issuerOf(a.document, codebook) ?? '\uffff', issuerOf(b.document, codebook) ?? '\uffff') ||
      compareByDate(a, b),
  );
  const sources = new Map<string, ComposedSource>();
  for (const [key, { document, passage }] of sorted) {
    const version = document.versions.find((candidate) => candidate.number === passage.version);
    sources.set(key, {
      number: sources.size + 1,
      documentId: document.id,
      title: document.title,
      issuer: issuerOf(document, codebook),
      kind: kindLabel(document.kind),
      dateIssued: document.dateIssued === null ? null : formatDate(document.dateIssued),
      dateCaptured: document.dateCaptured === null ? null : formatDate(document.dateCaptured),
      url: document.sourceUrl,
      fileName: version?.fileName ?? '(version missing)',
      sha256: version?.sha256 ?? '(version missing)',
      version: passage.version,
      versionCount: document.versions.length,
      withdrawal: withdrawalText(document),
    });
  }
  return sources;
}

function withdrawalText({ withdrawal }: SourceDocument): string | null {
  if (withdrawal === undefined) return null;
  const status = withdrawal.status === 'rescinded' ? 'Rescinded' : 'Withdrawn';
  return `${status} ${formatDate(withdrawal.date)} (${withdrawal.source})`;
}

function sortedStances(codebook: Codebook): readonly Stance[] {
  return [...codebook.stances].sort((a, b) => a.order - b.order || compareText(a.name, b.name));
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

/** First day that a partial date may mean, comparable as a string. */
const earliestDay = (date: string): string => date + '-01-01'.slice(date.length - 4);

/** Last day that a partial date may mean, comparable as a string. */
const latestDay = (date: string): string =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;
