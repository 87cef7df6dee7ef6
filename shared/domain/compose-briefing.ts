import type { QuoteCheck } from '../contract/outcomes.ts';
import type { Briefing } from './briefing.ts';
import type { CitedPage } from './cited-pages.ts';
import type { Codebook } from './codebook.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { layOut } from './report-layout.ts';
import { choosePassages, type PlannedSection, planSections } from './section-plan.ts';

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
