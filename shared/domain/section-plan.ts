import type { QuoteCheck } from '../contract/outcomes.ts';
import type { Briefing, PassageFilter } from './briefing.ts';
import type { SectionAttrs } from './briefing-body.ts';
import { CodebookIndex, compareText, markOf, sortedStances } from './briefing-codings.ts';
import { compareByDate, issuerOf } from './briefing-sources.ts';
import type { Agency, Codebook, Stance } from './codebook.ts';
import type { ComposedCoding, StanceMark } from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import { earliestDay, latestDay } from './partial-date.ts';
import type { Passage } from './passage.ts';
import { codingFits, passageMatchesFilter } from './passage-filter.ts';
import { formatDate, kindLabel } from './printed-form.ts';

/** Where passages are chosen from. */
export interface PassagePool {
  readonly codebook: Codebook;
  /** By document id. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
  readonly passages: readonly Passage[];
  /** By passage id. Without them, a filter by the outcome of checks sets no limit. */
  readonly checks?: ReadonlyMap<string, QuoteCheck> | undefined;
}

/** Which passages are wanted. */
export type PassageQuery = Pick<Briefing, 'asOf' | 'filter'> &
  Partial<Pick<Briefing, 'byHand' | 'include' | 'exclude'>>;

/** A passage with the codings that count and its document. */
export interface Chosen {
  readonly passage: Passage;
  readonly document: SourceDocument;
  readonly codings: readonly ComposedCoding[];
}

/** The passages under one second-level heading; `heading` is null where sections are not divided. */
export interface PlannedGroup {
  readonly heading: string | null;
  readonly stance: StanceMark | null;
  readonly entries: readonly { readonly chosen: Chosen; readonly codings: readonly ComposedCoding[] }[];
}

/** The passages under one first-level heading; `heading` is null where nothing is grouped. */
export interface PlannedSection {
  readonly heading: string | null;
  /** A line under the heading (jurisdiction, definition, reference), or empty. */
  readonly subheading: string;
  readonly stance: StanceMark | null;
  readonly groups: readonly PlannedGroup[];
}

/** Heading over passages that carry no coding. */
export const NOT_CODED = { heading: 'Not coded', subheading: 'Passages that carry no agency and stance.' } as const;

/** Whether a document was issued after a date, as far as its own date can tell; one that is not known is not. */
export function isIssuedAfter(document: Pick<SourceDocument, 'dateIssued'>, asOf: string | null): boolean {
  return asOf !== null && document.dateIssued !== null && earliestDay(document.dateIssued) > latestDay(asOf);
}

/**
 * The passages that fit a query, with those put in and without those taken out by hand; none of a trashed document, none
 * of a document issued after the as-of date, none that must not leave the house.
 */
export function choosePassages(pool: PassagePool, query: PassageQuery): readonly Chosen[] {
  const index = new CodebookIndex(pool.codebook);
  const { topics } = pool.codebook;
  const include = new Set(query.include);
  const exclude = new Set(query.exclude);
  return pool.passages.flatMap((passage) => {
    const document = pool.documents.get(passage.documentId);
    if (document === undefined || document.trashedAt !== null || exclude.has(passage.id)) return [];
    if (passage.internal === 'passage' || isIssuedAfter(document, query.asOf)) return [];
    const status = pool.checks?.get(passage.id)?.status;
    const fits = query.byHand !== true && passageMatchesFilter(passage, query.filter, { document, topics, status });
    if (!fits && !include.has(passage.id)) return [];
    const counting = passage.codings.filter((coding) => !fits || codingFits(coding, query.filter, topics));
    return [{ passage, document, codings: index.resolve(counting) }];
  });
}

/** The codings of a passage that a query is about; all of them if it is about none. */
export function codingsWithin(
  passage: Passage,
  filter: PassageFilter,
  index: CodebookIndex,
): readonly ComposedCoding[] {
  const fitting = passage.codings.filter((coding) => codingFits(coding, filter, index.codebook.topics));
  return index.resolve(fitting.length === 0 ? passage.codings : fitting);
}

/**
 * Arranges passages under headings. A passage with several codings stands in each group that one of them fits. Within a
 * group the order given by hand comes first, then date issued, title and place in the document.
 */
export function planSections(
  passages: readonly Chosen[],
  groupBy: SectionAttrs['groupBy'],
  codebook: Codebook,
  order: readonly string[] = [],
): readonly PlannedSection[] {
  const hand = new Map(order.map((id, place) => [id, place]));
  const chosen = [...passages].sort((a, b) => {
    const left = hand.get(a.passage.id) ?? hand.size;
    const right = hand.get(b.passage.id) ?? hand.size;
    return left - right || compareByDate(a, b);
  });
  switch (groupBy) {
    case 'agency-stance':
      return planByCoding(chosen, codebook, true);
    case 'stance-agency':
      return planByCoding(chosen, codebook, false);
    case 'document':
      return planUndivided(
        chosen,
        (item) => item.document.id,
        (item) => documentHeading(item.document, codebook),
      );
    case 'date':
      return planUndivided(chosen, monthOf, (item) => ({
        heading: item.document.dateIssued === null ? 'Date not known' : formatDate(monthOf(item)),
        subheading: '',
      }));
    case 'none':
      return planUndivided(
        chosen,
        () => '',
        () => ({ heading: null, subheading: '' }),
      );
  }
}

const monthOf = (item: Chosen): string => item.document.dateIssued?.slice(0, 7) ?? '';

/** Sections by agency with groups by stance, or the other way round; passages without a coding come last. */
function planByCoding(chosen: readonly Chosen[], codebook: Codebook, agencyFirst: boolean): readonly PlannedSection[] {
  const agencies = [...codebook.agencies].sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
  const stances = sortedStances(codebook);
  const cells = new Map<string, { chosen: Chosen; codings: ComposedCoding[] }[]>();
  for (const item of chosen) {
    const own = new Map<string, { chosen: Chosen; codings: ComposedCoding[] }>();
    for (const coding of item.codings) {
      const key = `${coding.agency.id} ${coding.stance.id}`;
      const entry = own.get(key) ?? { chosen: item, codings: [] };
      entry.codings.push(coding);
      own.set(key, entry);
    }
    for (const [key, entry] of own) {
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [entry]);
      else cell.push(entry);
    }
  }
  const group = (agency: Agency, stance: Stance): PlannedGroup => ({
    heading: agencyFirst ? stance.name : agency.name,
    stance: agencyFirst ? markOf(stance) : null,
    entries: cells.get(`${agency.id} ${stance.id}`) ?? [],
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
  const uncoded = chosen.filter((item) => item.codings.length === 0).map((item) => ({ chosen: item, codings: [] }));
  sections.push({ ...NOT_CODED, stance: null, groups: [{ heading: null, stance: null, entries: uncoded }] });
  return sections
    .map((section) => ({ ...section, groups: section.groups.filter(({ entries }) => entries.length > 0) }))
    .filter(({ groups }) => groups.length > 0);
}

/** One group per section; sections in the order of the date of their first passage. */
function planUndivided(
  chosen: readonly Chosen[],
  keyOf: (item: Chosen) => string,
  headingOf: (item: Chosen) => Pick<PlannedSection, 'heading' | 'subheading'>,
): readonly PlannedSection[] {
  const byKey = new Map<string, Chosen[]>();
  for (const item of [...chosen].sort(compareByDate)) byKey.set(keyOf(item), []);
  for (const item of chosen) byKey.get(keyOf(item))?.push(item);
  return [...byKey.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    const entries = items.map((item) => ({ chosen: item, codings: item.codings }));
    return [{ ...headingOf(first), stance: null, groups: [{ heading: null, stance: null, entries }] }];
  });
}

/** A document as a heading: its title, and issuer, kind and date under it. */
export function documentHeading(
  document: SourceDocument,
  codebook: Codebook,
): { readonly heading: string; readonly subheading: string } {
  const parts = [issuerOf(document, codebook), kindLabel(document.kind)];
  if (document.dateIssued !== null) parts.push(formatDate(document.dateIssued));
  return { heading: document.title, subheading: parts.filter(Boolean).join(' · ') };
}
